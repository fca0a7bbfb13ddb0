// npm run bench:matching: the bot's matching beside search libraries, on the same knowledge and the same labelled messages, set by set.
import { parseArgs } from 'node:util'
import { createCoreJudge } from '../../src/workshop/evaluate/core-judge.ts'
import { evaluateMessages } from '../../src/workshop/evaluate/evaluation.ts'
import { toPercent } from '../../src/workshop/evaluate/figures.ts'
import { formatShare } from '../../src/workshop/evaluate/table.ts'
import { formatTable } from '../../src/report/format-table.ts'
import { createCore } from '../../src/core/core.ts'
import { loadIndexingEncoder } from '../../src/knowledge-files/sentence-encoder-file.ts'
import { defaultSets, readSet } from './matching-set.ts'
import type { MatchingSet } from './matching-set.ts'
import { allOf, measureDocumented, measureTuned } from './peer-rows.ts'
import type { Row, Trial } from './peer-rows.ts'
import { measureOwn, openPeers } from './peer-process.ts'
import type { Library } from './peer-process.ts'
import { percentile } from '../../src/workshop/evaluate/percentile.ts'
import { toPhrasings } from './phrasings.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { shuffle } from './random.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Ids of libraries, to leave out the others. */
    only: { type: 'string', multiple: true },
  },
})

/** How many messages run under the clock; plain Fuse takes about half a second for one. */
const timedMessages = 40

const report = (line: string) => process.stderr.write(`${line}\n`)

const encoder = await loadIndexingEncoder()
const peers = (await openPeers(report)).filter(({ id }) => values.only?.includes(id) ?? true)
for (const set of positionals.length > 0 ? positionals : defaultSets) await compare(await readSet(set), peers)

/** Shows each row at once, as the whole takes half an hour and more for softphone. */
async function compare(
  { title, knowledge, fit, test }: MatchingSet,
  libraries: readonly Library[],
): Promise<void> {
  report(`${title}: the bot itself …`)
  const judge = createCoreJudge(createCore(knowledge, { name: 'bench', contact: undefined }, { encoder }))
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
  const rows: Row[] = []
  const add = (row: Row) => {
    rows.push(row)
    report(`  ${formatRow(row).join(' | ')}`)
  }
  add({
    title: 'Hinweisbot',
    settings: 'as shipped',
    all: allOf(evaluateMessages(test, knowledge, judge).groups),
    measurement: await measureOwn(knowledge, { timed: trial.timed, searched: [] }),
  })
  for (const library of libraries) {
    report(`${library.title}: documented settings …`)
    add(await measureDocumented(library, trial))
    report(`${library.title}: tuning ${library.settings.length} settings on ${fit.length} messages …`)
    add(await measureTuned(library, trial))
  }
  process.stdout.write(`${title}\n\n${formatRows(rows)}\n\n${formatLead(rows, test.length)}\n\n`)
}

/** `count` members at even distances. */
function spread<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(1, all.length / count)
  return all.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step))
}

function formatRows(all: readonly Row[]): string {
  const head = [
    '',
    'needs answered',
    'or nearest',
    'misled',
    'precision',
    'declined',
    'quoted',
    'ignored',
    'accuracy',
  ]
  const costs = ['ms p50', 'ms p99', 'index ms', 'index MB']
  return formatTable([[...head, ...costs], ...all.map(formatRow)])
}

function formatRow({ title, settings, all: { figures }, measurement }: Row): string[] {
  const { milliseconds, indexMs, bytes } = measurement
  const { hit, assisted, misled, precision, declined, quoted, silent, accuracy } = figures
  return [
    `${title}, ${settings}`,
    ...[hit, assisted, misled, precision, declined, quoted, silent, accuracy].map(formatShare),
    percentile(milliseconds, 0.5).toFixed(1),
    percentile(milliseconds, 0.99).toFixed(1),
    indexMs.toFixed(0),
    (bytes / 1e6).toFixed(1),
  ]
}

function formatLead([bot, ...others]: readonly Row[], messages: number): string {
  const accuracy = (row: Row) => toPercent(row.all.figures.accuracy) ?? 0
  const best = others.toSorted((a, b) => accuracy(b) - accuracy(a))[0]
  if (!bot || !best) return ''
  const lead = (accuracy(bot) - accuracy(best)).toFixed(1)
  return `Lead in accuracy over the best other (${best.title}, ${best.settings}): ${lead} points, on ${messages} messages.`
}
