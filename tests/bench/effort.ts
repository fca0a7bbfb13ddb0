// npm run bench:effort: what a number of example questions an entry gives, on the shipped notice and on the small ones of the tests.
import type { KnowledgeBase } from '../../src/knowledge/types.ts'
import { loadIndexingEncoder } from '../../src/knowledge-files/sentence-encoder-file.ts'
import { formatTable } from '../../src/report/format-table.ts'
import { cutKnowledge } from '../../src/workshop/fit/cut-knowledge.ts'
import { rememberingEncoder } from '../../src/workshop/encoder/remembering-encoder.ts'
import { figureNames, figuresOf, judgeAll, shippedTrial, smallTrials } from './trials.ts'
import type { Trial } from './trials.ts'

const all = Number.POSITIVE_INFINITY
/** Example questions an entry. */
const largeSizes = [1, 3, 6, 12, 25, all]
const smallSizes = [1, 3, 6]

const encoder = rememberingEncoder(await loadIndexingEncoder())
const small = await smallTrials()
const rows: string[][] = []
measure(await shippedTrial(), largeSizes)
for (const trial of small) measure(trial, smallSizes)
for (const size of smallSizes) {
  const together = small.flatMap((trial) => judge(trial, size))
  rows.push(['small ones together', String(size), ...figuresOf(together)])
}
process.stdout.write(`${formatTable([['notice', 'questions an entry', ...figureNames], ...rows])}\n`)

function measure(trial: Trial, sizes: readonly number[]): void {
  for (const size of sizes) {
    process.stderr.write(`${trial.notice}: ${size} …\n`)
    rows.push([trial.notice, size === all ? 'all' : String(size), ...figuresOf(judge(trial, size))])
  }
}

function judge({ knowledge, messages }: Trial, size: number) {
  return judgeAll(messages, asWritten(knowledge, size), encoder)
}

/** As if the editor had stopped there. What no notice answers is shipped, so it stays as it is. */
function asWritten(knowledge: KnowledgeBase, size: number): KnowledgeBase {
  const cut = cutKnowledge(knowledge, size)
  const general = knowledge.declines.filter(({ notice }) => notice === undefined)
  return { ...cut, declines: [...cut.declines.filter(({ notice }) => notice !== undefined), ...general] }
}
