// npm run bench:beside: what each notice answers alone, and in one folder with all the others.
import { loadIndexingEncoder } from '../../src/knowledge-files/sentence-encoder-file.ts'
import { formatTable } from '../../src/report/format-table.ts'
import { joinedKnowledge } from '../../src/workshop/fit/cut-knowledge.ts'
import { rememberingEncoder } from '../../src/workshop/encoder/remembering-encoder.ts'
import { figureNames, figuresOf, judgeAll, shippedTrial, smallTrials } from './trials.ts'
import type { Trial } from './trials.ts'

const encoder = rememberingEncoder(await loadIndexingEncoder())
const trials = [await shippedTrial(), ...(await smallTrials())]
const together = joinedKnowledge(trials.map(({ knowledge }) => knowledge))
const rows = trials.flatMap((trial) => {
  process.stderr.write(`${trial.notice} …\n`)
  return [
    [trial.notice, 'alone', ...figuresOf(judgeAll(trial.messages, trial.knowledge, encoder))],
    ['', 'beside', ...figuresOf(judgeAll(labelledBeside(trial), together, encoder))],
  ]
})
process.stdout.write(`${formatTable([['notice', '', ...figureNames], ...rows])}\n`)

/** Among several notices a label names its notice. */
function labelledBeside({ notice, messages }: Trial) {
  return messages.map((message) => ({
    ...message,
    gold: message.gold.map((labels) => labels.map((label) => `${notice}/${label}`)),
  }))
}
