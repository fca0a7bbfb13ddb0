import { writeFile } from 'node:fs/promises'
import type { KnowledgeBase } from '../../knowledge/types.ts'
import { evaluateMessages } from './evaluation.ts'
import type { Evaluation } from './evaluation.ts'
import { figureNames, toPercent } from './figures.ts'
import { findShortfalls } from './gate.ts'
import type { Limit } from './gate.ts'
import type { Judge } from './judgement.ts'
import { renderPage } from './page/page.ts'
import { percentile } from './percentile.ts'
import { readMessages } from './read-messages.ts'
import { formatGroups } from './table.ts'
import { unwritable } from '../text-files.ts'
import { formatWrongCase, toWrongCaseRecord } from './wrong-cases.ts'

export interface EvaluateOptions {
  /** Files of labelled messages, one JSON object a line. */
  readonly files: readonly string[]
  /** The knowledge folder. */
  readonly knowledge: string
  /** Where to write the page. */
  readonly html?: string | undefined
  /** Wrong cases and figures as JSON lines instead of text. */
  readonly jsonl: boolean
  /** Leaves out the wrong cases, so that held-back messages stay unread. */
  readonly figuresOnly: boolean
  readonly limits: readonly Limit[]
}

export interface EvaluateContext {
  readonly loadKnowledge: (directory: string) => Promise<KnowledgeBase>
  readonly createJudge: (knowledge: KnowledgeBase) => Judge | Promise<Judge>
  readonly print: (line: string) => void
  readonly warn: (line: string) => void
  readonly now: () => Date
}

/**
 * Measures the bot on labelled messages and prints what it did wrong and how often.
 *
 * @returns the exit code: 1 if a limit isn't kept
 */
export async function evaluate(options: EvaluateOptions, context: EvaluateContext): Promise<0 | 1> {
  const knowledge = await context.loadKnowledge(options.knowledge)
  const messages = await readMessages(options.files)
  const started = performance.now()
  const judge = await context.createJudge(knowledge)
  const ready = performance.now()
  const { timed, times } = timing(judge)
  const evaluation = evaluateMessages(messages, knowledge, timed)
  const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1)
  print(evaluation, options, context)
  context.warn(`ready in ${seconds(started, ready)} s, judged in ${seconds(ready, performance.now())} s`)
  context.warn(
    `a message took ${percentile(times, 0.5).toFixed(1)} ms, one in a hundred more than ${percentile(times, 0.99).toFixed(1)} ms`,
  )
  if (options.html !== undefined) await writePage(options.html, evaluation, options, context)
  const shortfalls = findShortfalls(evaluation.groups, options.limits)
  shortfalls.forEach(context.warn)
  return shortfalls.length === 0 ? 0 : 1
}

/** Makes a judge notice how many milliseconds it takes for each message. */
function timing(judge: Judge): { readonly timed: Judge; readonly times: readonly number[] } {
  const times: number[] = []
  return {
    times,
    timed: {
      judge(message) {
        const started = performance.now()
        const judgement = judge.judge(message)
        times.push(performance.now() - started)
        return judgement
      },
    },
  }
}

function print(
  evaluation: Evaluation,
  { jsonl, figuresOnly }: EvaluateOptions,
  { print }: EvaluateContext,
): void {
  const wrong = figuresOnly ? [] : evaluation.scored.filter(({ right }) => !right)
  if (jsonl) {
    wrong.forEach((one) => {
      print(JSON.stringify(toWrongCaseRecord(one)))
    })
    evaluation.groups.forEach((group) => {
      print(JSON.stringify({ type: 'group', ...group, percent: percentages(group.figures) }))
    })
    return
  }
  wrong.forEach((one) => {
    print(`${formatWrongCase(one)}\n`)
  })
  print(formatGroups(evaluation.groups))
}

const percentages = (figures: Evaluation['groups'][number]['figures']) =>
  Object.fromEntries(figureNames.map((name) => [name, toPercent(figures[name])]))

async function writePage(
  file: string,
  evaluation: Evaluation,
  { files, knowledge, figuresOnly }: EvaluateOptions,
  { now, warn }: EvaluateContext,
): Promise<void> {
  const date = now().toISOString().slice(0, 10)
  const page = await renderPage(evaluation, { date, files, knowledge, withCases: !figuresOnly })
  await writeFile(file, page).catch(unwritable(file))
  warn(`written: ${file}`)
}
