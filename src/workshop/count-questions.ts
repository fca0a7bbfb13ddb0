import type { Command } from 'commander'
import { readMessage } from '../reading/read-message.ts'
import { toWords } from '../language/words.ts'
import { readText } from './text-files.ts'

export function addCountQuestions(program: Command): void {
  program
    .command('count-questions')
    .description('measure how many questions are found in messages in which they are marked with ‹ and ›')
    .argument('<files...>', 'messages, each below a line that begins with ###')
    .option('--figures-only', 'leave out the wrong messages, so that held-back ones stay unread')
    .action(countQuestions)
}

async function countQuestions(
  files: readonly string[],
  options: { readonly figuresOnly?: true },
): Promise<void> {
  for (const file of files) {
    const counted = parseMarkedMessages(await readText(file)).map(toCounted)
    process.stdout.write(`${file}: ${formatFigures(counted)}\n`)
    if (options.figuresOnly) continue
    for (const { text, marked, found, isRight } of counted)
      if (!isRight)
        process.stdout.write(`\n${text}\n  marked: ${marked.join(' | ')}\n  found:  ${found.join(' | ')}\n`)
  }
}

export interface MarkedMessage {
  readonly text: string
  readonly marked: readonly string[]
}

export interface CountedMessage extends MarkedMessage {
  readonly found: readonly string[]
  readonly isRight: boolean
  /** How many of the marked questions are found in the right place. */
  readonly placed: number
}

export const parseMarkedMessages = (content: string): MarkedMessage[] =>
  content
    .split(/^###.*\n/mu)
    .slice(1)
    .map((message) => ({
      text: message.replace(/[‹›]/gu, '').trim(),
      marked: Array.from(message.matchAll(/‹([^›]*)›/gu), ([, question = '']) =>
        question.replace(/\s*\n[> ]*/gu, ' '),
      ),
    }))

/** Reads a message and compares the questions in it with the marked ones, in their order. */
export function toCounted({ text, marked }: MarkedMessage): CountedMessage {
  const found = readMessage(text)
    .queries.filter(({ isQuestion }) => isQuestion)
    .map((query) => query.text)
  const placed = marked.filter((question, i) => isPlaced(question, found[i] ?? '')).length
  return { text, marked, found, placed, isRight: found.length === marked.length }
}

/** Most of the marked words are found, and few others. */
function isPlaced(marked: string, found: string): boolean {
  const [wanted, got] = [toWords(marked), toWords(found)].map(
    (words) => new Set(words.map(({ text }) => text)),
  )
  const shared = wanted?.intersection(got ?? new Set()).size ?? 0
  return shared >= enough * (wanted?.size ?? 0) && shared >= enough * (got?.size ?? 0)
}

const enough = 0.6

function formatFigures(counted: readonly CountedMessage[]): string {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
  const right = counted.filter(({ isRight }) => isRight).length
  const [placed, marked] = [
    sum(counted.map((one) => one.placed)),
    sum(counted.map((one) => one.marked.length)),
  ]
  return `${share(right, counted.length)} messages with the right number of questions, ${share(placed, marked)} questions in the right place`
}

const share = (part: number, whole: number) => `${part} of ${whole} (${((100 * part) / whole).toFixed(1)} %)`
