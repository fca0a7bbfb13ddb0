import { appendFile } from 'node:fs/promises'
import { Option } from 'commander'
import type { Command } from 'commander'
import { knowledgeOption } from '../cli/knowledge-option.ts'
import { detectLanguage } from '../language/detect-language.ts'
import { loadKnowledge } from '../knowledge-files/knowledge-files.ts'
import { beginningsOf } from './evaluate/current-labels.ts'
import { contexts, parseLabelledMessages } from './evaluate/labelled-message.ts'
import { labelSentences, sentencesIn } from '../knowledge/sentence-labels.ts'
import type { LabelledSentence } from '../knowledge/sentence-labels.ts'
import type { KnowledgeBase } from '../knowledge/types.ts'
import { createNearnessIndex } from '../knowledge-files/review/nearness.ts'
import { createEntrySearch, isFaqEntry } from './teach/nearest-entries.ts'
import { createPrompt } from './teach/prompt.ts'
import type { Prompt } from './teach/prompt.ts'
import { readQuestions } from './teach/read-questions.ts'
import { readText, unwritable } from './text-files.ts'

interface Options {
  readonly knowledge: string
  readonly file?: string
  readonly context: string
}

/** So many sentences are offered at once. */
const offered = 6
/** As many characters of a sentence are shown; no longer one is needed to know it. */
const longestShown = 110

export function addLabel(program: Command): void {
  program
    .command('label')
    .description('say which sentences should answer a message; writes labelled messages for evaluate')
    .argument('<messages>', 'file of labelled messages to add to (.jsonl)')
    .addOption(knowledgeOption())
    .option('--file <file>', 'a file with a message a line, or a mailbox; otherwise they are asked for')
    .addOption(new Option('--context <context>', 'how they reach the bot').choices(contexts).default('dm'))
    .action(run)
}

async function run(target: string, { knowledge: directory, file, context }: Options): Promise<void> {
  using prompt = createPrompt(process.stdin, process.stdout)
  // A file that can't be written has to show before anybody answers.
  await appendFile(target, '').catch(unwritable(target))
  const known = parseLabelledMessages(target, await readText(target))
  const knowledge = await loadKnowledge(directory)
  const sentences = labelSentences(knowledge)
  const nearest = createSentenceSearch(knowledge, sentences)
  const done = new Set(known.map(({ text }) => text))
  const ids = new Set(known.map(({ id }) => id))
  const messages = file === undefined ? typed(prompt) : await readQuestions(file)
  for await (const text of messages) {
    if (done.has(text)) continue
    const label = await labelOne(text, { prompt, all: sentences, near: nearest(text) })
    if (label === 'quit') return
    if (label === 'skipped') continue
    const answers = label.gold.flat()
    const begins = answers.length > 0 ? beginningsOf(answers, sentences) : undefined
    const message = { id: unusedId(ids), text, context, lang: detectLanguage(text), ...label, begins }
    parseLabelledMessages(target, JSON.stringify(message))
    await appendFile(target, `${JSON.stringify(message)}\n`)
    done.add(text)
  }
}

/**
 * Finds the sentences nearest to a text, those first that the nearest entries quote: a question seldom shares words with the sentence that
 * answers it.
 */
function createSentenceSearch(
  knowledge: KnowledgeBase,
  sentences: readonly LabelledSentence[],
): (text: string) => readonly LabelledSentence[] {
  const searchEntries = createEntrySearch(knowledge)
  const alike = createNearnessIndex(sentences.map(({ text }) => text))
  return (text) => {
    const quotes = searchEntries(text).flatMap(({ entry }) => (isFaqEntry(entry) ? entry.quotes : []))
    const quoted = new Set(quotes.flatMap((quote) => sentencesIn(quote.text, sentences)))
    const near = [
      ...Array.from(quoted).flatMap((label) => sentences.find((one) => one.label === label) ?? []),
      ...alike.nearest(text, offered).flatMap(({ index }) => sentences[index] ?? []),
    ]
    return [...new Set(near)].slice(0, offered)
  }
}

type Label = {
  readonly expect: 'answer' | 'decline' | 'ignore'
  readonly gold: readonly (readonly string[])[]
}

interface Sentences {
  readonly prompt: Prompt
  readonly all: readonly LabelledSentence[]
  readonly near: readonly LabelledSentence[]
}

const choices =
  'Labels of all sentences that answer it (A2 B1; two questions: A2 + C1), [k] the notice does not say it,\n[i] not meant for the bot, [a] all sentences, [s] skip, [q] quit'

async function labelOne(text: string, { prompt, all, near }: Sentences): Promise<Label | 'skipped' | 'quit'> {
  const show = (sentences: Sentences['all']) => {
    prompt.say(sentences.map((one) => `  ${one.label.padEnd(5)} ${shortened(one.text)}`).join('\n'))
  }
  prompt.say(`\n“${text}”`)
  show(near)
  for (;;) {
    const answer = await prompt.ask(`${choices}\n> `)
    if (answer === undefined || answer === 'q') return 'quit'
    if (answer === 's' || answer === '') return 'skipped'
    if (answer === 'k') return { expect: 'decline', gold: [] }
    if (answer === 'i') return { expect: 'ignore', gold: [] }
    if (answer === 'a') show(all)
    else {
      const gold = toGold(answer, all)
      if (gold) return { expect: 'answer', gold }
      prompt.say('No sentence has such a label.')
    }
  }
}

const shortened = (text: string) => (text.length > longestShown ? `${text.slice(0, longestShown)}…` : text)

/** "A2, B1 + C1": one need with two accepted sentences, and another one. */
function toGold(answer: string, all: Sentences['all']): readonly (readonly string[])[] | undefined {
  const labels = new Map(all.map(({ label }) => [label.toLowerCase(), label]))
  const needs = answer.split('+').map((need) => need.split(/[\s,]+/u).filter((part) => part !== ''))
  const found = needs.map((need) => need.flatMap((part) => labels.get(part.toLowerCase()) ?? []))
  const isComplete = needs.every((need, i) => need.length > 0 && need.length === found[i]?.length)
  return isComplete ? found : undefined
}

function unusedId(used: Set<string>): string {
  let number = used.size + 1
  while (used.has(`own-${number}`)) number++
  const id = `own-${number}`
  used.add(id)
  return id
}

async function* typed(prompt: Prompt): AsyncGenerator<string> {
  for (;;) {
    const message = await prompt.ask('\nA message as somebody would write it (empty to end) > ')
    if (message === undefined || message === '') return
    yield message
  }
}
