// npm run bench:matching: the bot's matching beside search libraries, on the same knowledge and the same labelled messages.
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { createCoreJudge } from '../../src/workshop/evaluate/core-judge.ts'
import { evaluateMessages } from '../../src/workshop/evaluate/evaluation.ts'
import { toPercent } from '../../src/workshop/evaluate/figures.ts'
import { parseLabelledMessages } from '../../src/workshop/evaluate/labelled-message.ts'
import type { LabelledMessage } from '../../src/workshop/evaluate/labelled-message.ts'
import { formatShare } from '../../src/workshop/evaluate/table.ts'
import { formatTable } from '../../src/report/format-table.ts'
import { createCore } from '../../src/core/core.ts'
import { loadIndexingEncoder } from '../../src/knowledge-files/sentence-encoder-file.ts'
import { loadKnowledge } from '../../src/knowledge-files/knowledge-files.ts'
import { allOf, measureDocumented, measureTuned } from './peer-rows.ts'
import type { Row, Trial } from './peer-rows.ts'
import { measureOwn, openPeers } from './peer-process.ts'
import { percentile } from './percentile.ts'
import { toPhrasings } from './phrasings.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { shuffle } from './random.ts'

const questions = 'tests/fixtures/questions'
const { values } = parseArgs({
  options: {
    knowledge: { type: 'string', default: 'knowledge' },
    /** Messages to choose settings and thresholds on. */
    fit: { type: 'string', multiple: true, default: [`${questions}/dev-fit.jsonl`] },
    /** Messages to measure on. */
    test: { type: 'string', multiple: true, default: [`${questions}/dev-held-out.jsonl`] },
    /** Ids of libraries, to leave out the others. */
    only: { type: 'string', multiple: true },
  },
})

/** How many messages run under the clock; plain Fuse takes about half a second for one. */
const timedMessages = 40

const report = (line: string) => process.stderr.write(`${line}\n`)

const knowledge = await loadKnowledge(values.knowledge)
const judge = createCoreJudge(
  createCore(knowledge, { name: 'bench', contact: undefined }, { encoder: await loadIndexingEncoder() }),
)
const fit = await readMessages(values.fit)
const test = await readMessages(values.test)
const trial: Trial = {
  knowledge,
  phrasings: toPhrasings(knowledge),
  fit: shuffle(fit, seededRandom(1)),
  test,
  toQueries: (message) => {
    const queries = judge.judge(message).evidence.map(({ query }) => query)
    return queries.length > 0 ? queries : [message.text]
  },
  timed: spread(test, timedMessages).map(({ text }) => text),
}

const peers = await openPeers(report)
const rows: Row[] = []
add(await measureBot())
for (const library of peers.filter(({ id }) => values.only?.includes(id) ?? true)) {
  report(`${library.title}: documented settings …`)
  add(await measureDocumented(library, trial))
  report(`${library.title}: tuning ${library.settings.length} settings on ${fit.length} messages …`)
  add(await measureTuned(library, trial))
}
process.stdout.write(`${formatRows(rows)}\n\n${formatLead(rows)}\n`)

/** Shows each row at once, as the whole takes half an hour. */
function add(row: Row): void {
  rows.push(row)
  report(`  ${formatRow(row).join(' | ')}`)
}

async function readMessages(files: readonly string[]): Promise<LabelledMessage[]> {
  const read = async (file: string) => parseLabelledMessages(file, await readFile(file, 'utf8'))
  return (await Promise.all(files.map(read))).flat()
}

/** `count` members at even distances. */
function spread<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(1, all.length / count)
  return all.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step))
}

async function measureBot(): Promise<Row> {
  report('the bot itself …')
  return {
    title: 'Hinweisbot',
    settings: 'as shipped',
    all: allOf(evaluateMessages(test, knowledge, judge).groups),
    measurement: await measureOwn(knowledge, { timed: trial.timed, searched: [] }),
  }
}

function formatRows(all: readonly Row[]): string {
  const head = ['', 'needs answered', 'precision', 'declined', 'ignored', 'accuracy']
  const costs = ['ms p50', 'ms p99', 'index ms', 'index MB']
  return formatTable([[...head, ...costs], ...all.map(formatRow)])
}

function formatRow({ title, settings, all: { figures }, measurement }: Row): string[] {
  const { milliseconds, indexMs, bytes } = measurement
  const { hit, precision, declined, silent, accuracy } = figures
  return [
    `${title}, ${settings}`,
    ...[hit, precision, declined, silent, accuracy].map(formatShare),
    percentile(milliseconds, 0.5).toFixed(1),
    percentile(milliseconds, 0.99).toFixed(1),
    indexMs.toFixed(0),
    (bytes / 1e6).toFixed(1),
  ]
}

function formatLead([bot, ...others]: readonly Row[]): string {
  const accuracy = (row: Row) => toPercent(row.all.figures.accuracy) ?? 0
  const best = others.toSorted((a, b) => accuracy(b) - accuracy(a))[0]
  if (!bot || !best) return ''
  const lead = (accuracy(bot) - accuracy(best)).toFixed(1)
  return `Lead in accuracy over the best other (${best.title}, ${best.settings}): ${lead} points, on ${test.length} messages.`
}
