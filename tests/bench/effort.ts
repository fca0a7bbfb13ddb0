// npm run bench:effort: what a number of example questions an entry gives, on the shipped notice and on the small ones of the tests.
import { readdir } from 'node:fs/promises'
import { createCore } from '../../src/core/core.ts'
import type { KnowledgeBase } from '../../src/knowledge/types.ts'
import { loadKnowledge } from '../../src/knowledge-files/knowledge-files.ts'
import { loadIndexingEncoder } from '../../src/knowledge-files/sentence-encoder-file.ts'
import { formatTable } from '../../src/report/format-table.ts'
import { createCoreJudge } from '../../src/workshop/evaluate/core-judge.ts'
import { evaluateMessages } from '../../src/workshop/evaluate/evaluation.ts'
import { computeFigures } from '../../src/workshop/evaluate/figures.ts'
import type { LabelledMessage } from '../../src/workshop/evaluate/labelled-message.ts'
import { readMessages } from '../../src/workshop/evaluate/read-messages.ts'
import type { ScoredMessage } from '../../src/workshop/evaluate/score.ts'
import { aloneWith, cutKnowledge } from '../../src/workshop/fit/cut-knowledge.ts'
import { rememberingEncoder } from '../../src/workshop/encoder/remembering-encoder.ts'

const all = Number.POSITIVE_INFINITY
const questions = 'tests/fixtures/questions'
const smallFolder = 'tests/fixtures/knowledge/small'

/** A notice as its editor has it, and what is asked of it by people who don't know its example questions. */
interface Trial {
  readonly name: string
  readonly knowledge: KnowledgeBase
  readonly messages: readonly LabelledMessage[]
  /** Example questions an entry. */
  readonly sizes: readonly number[]
}

const encoder = rememberingEncoder(await loadIndexingEncoder())
const rows: string[][] = []
const trials = [await shipped(), ...(await small())]
for (const trial of trials) {
  for (const size of trial.sizes) {
    process.stderr.write(`${trial.name}: ${size} …\n`)
    rows.push([trial.name, size === all ? 'all' : String(size), ...figuresOf(judge(trial, size))])
  }
}
for (const size of [1, 3, 6]) {
  const together = trials.slice(1).flatMap((trial) => judge(trial, size))
  rows.push(['small ones together', String(size), ...figuresOf(together)])
}
const head = [
  'notice',
  'questions an entry',
  'needs answered',
  'or nearest',
  'misled',
  'precision',
  'near misses quoted',
]
process.stdout.write(`${formatTable([head, ...rows])}\n`)

async function shipped(): Promise<Trial> {
  const files = ['real-style-held-out', 'dev-held-out']
  return {
    name: 'softphone',
    knowledge: await loadKnowledge('knowledge'),
    messages: await readMessages(files.map(fileOf)),
    sizes: [1, 3, 6, 12, 25, all],
  }
}

/** Each small notice that has labelled messages. */
async function small(): Promise<Trial[]> {
  const folder = await loadKnowledge(smallFolder)
  const files = (await readdir(questions)).flatMap((file) => /^small-(.+)\.jsonl$/u.exec(file)?.[1] ?? [])
  return Promise.all(
    files.sort().map(async (name) => ({
      name,
      knowledge: aloneWith(folder, name),
      messages: await readMessages([fileOf(`small-${name}`)]),
      sizes: [1, 3, 6],
    })),
  )
}

const fileOf = (name: string) => `${questions}/${name}.jsonl`

function judge({ knowledge, messages }: Trial, size: number): readonly ScoredMessage[] {
  const cut = asWritten(knowledge, size)
  return evaluateMessages(
    messages,
    cut,
    createCoreJudge(createCore(cut, { name: 'effort', contact: undefined }, { encoder })),
  ).scored
}

/** As if the editor had stopped there. What no notice answers is shipped, so it stays as it is. */
function asWritten(knowledge: KnowledgeBase, size: number): KnowledgeBase {
  const cut = cutKnowledge(knowledge, size)
  const general = knowledge.declines.filter(({ notice }) => notice === undefined)
  return { ...cut, declines: [...cut.declines.filter(({ notice }) => notice !== undefined), ...general] }
}

function figuresOf(scored: readonly ScoredMessage[]): string[] {
  const { hit, assisted, misled, precision, quoted } = computeFigures(scored)
  return [hit, assisted, misled, precision, quoted].map(({ part, whole }) => percent(part, whole))
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(0)} % of ${whole}`
}
