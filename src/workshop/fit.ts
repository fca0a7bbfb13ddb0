import type { Command } from 'commander'
import { createCore } from '../core/core.ts'
import type { KnowledgeBase } from '../knowledge/types.ts'
import { loadKnowledge } from '../knowledge-files/knowledge-files.ts'
import { loadIndexingEncoder } from '../knowledge-files/sentence-encoder-file.ts'
import type { SentenceEncoder } from '../language/encoder/sentence-encoder.ts'
import { toTargets, writtenFor } from '../matching/targets.ts'
import { termNames } from '../matching/weigh-evidence.ts'
import { noticeTermNames } from '../matching/weigh-notices.ts'
import { withCurrentLabels } from './evaluate/current-labels.ts'
import type { LabelledMessage } from './evaluate/labelled-message.ts'
import { readMessages } from './evaluate/read-messages.ts'
import { labelSentences } from '../knowledge/sentence-labels.ts'
import { fitConditionalLogit, logLikelihood } from './fit/conditional-logit.ts'
import type { Sample } from './fit/conditional-logit.ts'
import { aloneWith, cutKnowledge, joinedKnowledge } from './fit/cut-knowledge.ts'
import { rememberingEncoder } from './encoder/remembering-encoder.ts'
import { judgeMessages, toNoticeSamples, toSamples } from './fit/samples.ts'

/** Weights have to hold for knowledge of any size, so each folder is fitted to as if its editor had stopped at so many phrasings. */
const cuts = [6, 12, 50, Number.POSITIVE_INFINITY]

/** More messages of one folder, taken evenly from its files, only make fitting slower. */
const maxMessages = 500

export function addFit(program: Command): void {
  program
    .command('fit')
    .description(
      'fit the weights of the evidence to labelled messages of several notices, cut to several sizes and all together',
    )
    .argument(
      '<pairs...>',
      'DIR#NOTICE=FILE[,FILE…]: a folder of knowledge, one of its notices, and the files of messages labelled for that notice',
    )
    .option('--no-encoder', 'fit the weights for a bot that judges by words alone')
    .action(fit)
}

/** One notice and messages labelled for it. */
interface Source {
  readonly name: string
  readonly knowledge: KnowledgeBase
  readonly messages: readonly LabelledMessage[]
  readonly encoder: SentenceEncoder | undefined
}

/** The choices to be learnt from the messages of one notice. */
interface Group {
  readonly name: string
  readonly samples: readonly Sample[]
}

async function fit(pairs: readonly string[], options: { readonly encoder: boolean }): Promise<void> {
  const sources: Source[] = []
  for (const pair of pairs) sources.push(await readSource(pair, options.encoder))
  print('Which entry of a notice:')
  printFit(termNames, sources.map(toEntryGroup))
  if (sources.length < 2) return
  print('Which of several notices:')
  printFit(noticeTermNames, toNoticeGroups(sources))
}

/** Also says what the weights are worth for a notice that they were not fitted to. */
function printFit(names: readonly string[], groups: readonly Group[]): void {
  const start = names.map(() => 0)
  const samples = groups.flatMap((group) => group.samples)
  const fitted = fitConditionalLogit(samples, start)
  names.forEach((name, k) => {
    print(`  ${name}: ${(fitted[k] ?? 0).toFixed(1)},`)
  })
  for (const { name, samples } of groups) {
    const others = groups.filter((group) => group.name !== name).flatMap((group) => group.samples)
    const apart =
      others.length > 0 ? logLikelihood(samples, fitConditionalLogit(others, start)).toFixed(3) : '–'
    print(
      `${name}: mean log-likelihood ${logLikelihood(samples, fitted).toFixed(3)}, fitted without it ${apart}`,
    )
  }
}

async function readSource(pair: string, encodes: boolean): Promise<Source> {
  const [name = '', files = ''] = pair.split('=')
  const [directory = '', notice] = name.split('#')
  const knowledge = aloneWith(await loadKnowledge(directory), notice)
  const messages = withCurrentLabels(await readMessages(files.split(',')), labelSentences(knowledge))
  const step = Math.max(1, messages.length / maxMessages)
  return {
    ...{ name, knowledge },
    messages: messages.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step)),
    encoder: encodes ? rememberingEncoder(await loadIndexingEncoder(directory)) : undefined,
  }
}

function toEntryGroup({ name, knowledge, messages, encoder }: Source): Group {
  const sizes = cuts.map((phrasings) => cutKnowledge(knowledge, phrasings)).filter(isNew)
  const samples = sizes.flatMap((cut) => {
    const written = writtenFor(toTargets(cut, noticeOf(cut)))
    return toSamples(judgeMessages(messages, coreOf(cut, encoder), labelSentences(cut)), written)
  })
  return { name, samples: samples.map((one) => ({ ...one, weight: one.weight / sizes.length })) }
}

function toNoticeGroups(sources: readonly Source[]): Group[] {
  const core = coreOf(joinedKnowledge(sources.map(({ knowledge }) => knowledge)), sources[0]?.encoder)
  return sources.map(({ name, knowledge, messages }) => ({
    name,
    samples: toNoticeSamples(judgeMessages(messages, core, labelSentences(knowledge)), noticeOf(knowledge)),
  }))
}

const noticeOf = ({ notices }: KnowledgeBase): string => notices[0]?.id ?? ''

const coreOf = (knowledge: KnowledgeBase, encoder: SentenceEncoder | undefined) =>
  createCore(knowledge, { name: 'fit', contact: undefined }, { encoder })

/** A small folder is not smaller for being cut to more than it has. */
const isNew = (knowledge: KnowledgeBase, i: number, sizes: readonly KnowledgeBase[]): boolean =>
  i === 0 || countQuestions(knowledge) > countQuestions(sizes[i - 1] ?? knowledge)

const countQuestions = ({ entries, declines }: KnowledgeBase): number =>
  [...entries, ...declines].reduce((sum, { questions }) => sum + questions.de.length + questions.en.length, 0)

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
