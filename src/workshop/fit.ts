import type { Command } from 'commander'
import { createCore } from '../core/core.ts'
import type { KnowledgeBase } from '../knowledge/types.ts'
import { loadKnowledge } from '../knowledge-files/knowledge-files.ts'
import { loadIndexingEncoder } from '../knowledge-files/sentence-encoder-file.ts'
import type { SentenceEncoder } from '../language/encoder/sentence-encoder.ts'
import { toTargets, writtenFor } from '../matching/matching-index.ts'
import { termNames } from '../matching/weigh-evidence.ts'
import type { LabelledMessage } from './evaluate/labelled-message.ts'
import { readMessages } from './evaluate/read-messages.ts'
import { labelSentences } from '../knowledge/sentence-labels.ts'
import { fitConditionalLogit, logLikelihood } from './fit/conditional-logit.ts'
import type { Sample } from './fit/conditional-logit.ts'
import { aloneWith, cutKnowledge } from './fit/cut-knowledge.ts'
import { rememberingEncoder } from './encoder/remembering-encoder.ts'
import { toSamples } from './fit/samples.ts'

/** Weights have to hold for knowledge of any size, so each folder is fitted to as if its editor had stopped at so many phrasings. */
const cuts = [6, 12, 50, Number.POSITIVE_INFINITY]

/** More messages of one folder, taken evenly from its files, only make fitting slower. */
const maxMessages = 500

export function addFit(program: Command): void {
  program
    .command('fit')
    .description(
      'fit the weights of the evidence to labelled messages of several knowledge folders, cut to several sizes',
    )
    .argument(
      '<pairs...>',
      'DIR#NOTICE=FILE[,FILE…]: a folder of knowledge, one of its notices, and the files of messages labelled for that notice',
    )
    .option('--no-encoder', 'fit the weights for a bot that judges by words alone')
    .action(fit)
}

/** The questions asked of one folder, in all its sizes. */
interface Group {
  readonly name: string
  readonly samples: readonly Sample[]
}

async function fit(pairs: readonly string[], options: { readonly encoder: boolean }): Promise<void> {
  const groups: Group[] = []
  for (const pair of pairs) groups.push(await toGroup(pair, options.encoder))
  const start = termNames.map(() => 0)
  const fitted = fitConditionalLogit(
    groups.flatMap(({ samples }) => samples),
    start,
  )
  termNames.forEach((name, k) => {
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

async function toGroup(pair: string, encodes: boolean): Promise<Group> {
  const [place = '', files = ''] = pair.split('=')
  const [directory = '', notice] = place.split('#')
  const knowledge = aloneWith(await loadKnowledge(directory), notice)
  const messages = await readMessages(files.split(','))
  const encoder = encodes ? rememberingEncoder(await loadIndexingEncoder(directory)) : undefined
  const sizes = cuts.map((phrasings) => cutKnowledge(knowledge, phrasings)).filter(isNew)
  const step = Math.max(1, messages.length / maxMessages)
  const chosen = messages.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step))
  const samples = sizes.flatMap((cut) => samplesOf(cut, chosen, encoder))
  return { name: place, samples: samples.map((one) => ({ ...one, weight: one.weight / sizes.length })) }
}

/** A small folder is not smaller for being cut to more than it has. */
const isNew = (knowledge: KnowledgeBase, i: number, sizes: readonly KnowledgeBase[]): boolean =>
  i === 0 || countQuestions(knowledge) > countQuestions(sizes[i - 1] ?? knowledge)

const countQuestions = ({ entries, declines }: KnowledgeBase): number =>
  [...entries, ...declines].reduce((sum, { questions }) => sum + questions.de.length + questions.en.length, 0)

function samplesOf(
  knowledge: KnowledgeBase,
  messages: readonly LabelledMessage[],
  encoder: SentenceEncoder | undefined,
): Sample[] {
  const core = createCore(knowledge, { name: 'fit', contact: undefined }, { encoder })
  const written = writtenFor(toTargets(knowledge, knowledge.notices[0]?.id ?? ''))
  return toSamples(messages, core, labelSentences(knowledge), written)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
