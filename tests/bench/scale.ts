// npm run bench:scale: how the time per message grows with the knowledge, beside Fuse's token search and MiniSearch.
import { parseArgs } from 'node:util'
import { readMessages } from '../../src/workshop/evaluate/read-messages.ts'
import { formatTable } from '../../src/report/format-table.ts'
import type { KnowledgeBase } from '../../src/knowledge/types.ts'
import { loadKnowledge } from '../../src/knowledge-files/knowledge-files.ts'
import { fitExponent } from './fit-exponent.ts'
import { generateKnowledge } from './generated-knowledge.ts'
import type { Decided, Measurement } from './measure.ts'
import { measureOwn, measurePeer, openPeers } from './peer-process.ts'
import { percentile } from '../../src/workshop/evaluate/percentile.ts'
import { toPhrasings } from './phrasings.ts'

const { values } = parseArgs({
  options: {
    knowledge: { type: 'string', default: 'knowledge' },
    messages: { type: 'string', default: '60' },
    sizes: { type: 'string', default: '100,1000,3000,10000' },
    seed: { type: 'string', default: '1' },
  },
})

/** Measured are the bot, and the settings of tests/peers/libraries that come with Fuse's and MiniSearch's documentation. */
const contestants = ['Hinweisbot', 'Fuse, token search', 'MiniSearch'] as const
type Contestant = (typeof contestants)[number]

interface Trial {
  readonly name: string
  readonly knowledge: KnowledgeBase
  readonly messages: readonly { readonly text: string; readonly entry?: string }[]
}

interface Result extends Trial {
  readonly contestant: Contestant
  readonly measurement: Measurement
}

/** Entries of the smallest knowledge that the growth is fitted to. */
const smallestFitted = 1_000

const report = (line: string) => process.stderr.write(`${line}\n`)
const sizes = values.sizes.split(',').map(Number)

await openPeers(report)
const results: Result[] = []
for (const trial of [await realTrial(), ...sizes.map(generatedTrial)]) {
  for (const contestant of contestants) {
    report(`${trial.name}: ${contestant} …`)
    results.push({ ...trial, contestant, measurement: await measure(contestant, trial) })
  }
}
process.stdout.write(`${formatResults(results)}\n\n${formatGrowth(results)}\n`)

async function realTrial(): Promise<Trial> {
  const messages = await readMessages(['tests/fixtures/questions/dev-fit.jsonl'])
  const knowledge = await loadKnowledge(values.knowledge)
  const single = messages.filter(({ context }) => context === 'dm').slice(0, Number(values.messages))
  return { name: 'real', knowledge, messages: single.map(({ text }) => ({ text })) }
}

function generatedTrial(size: number): Trial {
  const generated = generateKnowledge(size, Number(values.messages), Number(values.seed))
  return { name: `${size} entries`, ...generated }
}

async function measure(contestant: Contestant, { knowledge, messages }: Trial): Promise<Measurement> {
  const texts = messages.map(({ text }) => text)
  if (contestant === 'Hinweisbot') return measureOwn(knowledge, { timed: texts, searched: texts })
  const library = contestant === 'MiniSearch' ? 'minisearch' : 'fuseToken'
  return measurePeer(library, 0, { phrasings: toPhrasings(knowledge), timed: texts, searched: texts })
}

function formatResults(all: readonly Result[]): string {
  const decisions = ['answered right', 'wrong', 'nearest right', 'wrong', 'declined']
  const head = ['', 'phrasings', 'ms p50', 'ms p99', 'right first', ...decisions, 'index ms', 'index MB']
  return formatTable([head, ...all.map(formatResult)])
}

function formatResult({ name, contestant, knowledge, messages, measurement }: Result): string[] {
  const { milliseconds, indexMs, bytes, hits } = measurement
  const right = messages.filter(({ entry }, i) => entry !== undefined && hits[i]?.[0]?.entry === entry)
  return [
    `${name}, ${contestant}`,
    String(toPhrasings(knowledge).length),
    percentile(milliseconds, 0.5).toFixed(2),
    percentile(milliseconds, 0.99).toFixed(2),
    name === 'real' ? '–' : percent(right.length, messages.length),
    ...formatDecisions(messages, measurement),
    indexMs.toFixed(0),
    (bytes / 1e6).toFixed(1),
  ]
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(0)} %`
}

/** Of the messages whose entry is known; the right entry may be one of several that are shown. */
function formatDecisions(messages: Trial['messages'], { decisions }: Measurement): string[] {
  const known = messages.flatMap(({ entry }, i) => {
    const decided = decisions?.[i]
    if (entry === undefined || decided === undefined) return []
    return [{ kind: decided.kind, isRight: decided.entries.includes(entry) }]
  })
  const share = (kind: Decided['kind'], isRight: boolean) =>
    known.length === 0
      ? '–'
      : percent(known.filter((one) => one.kind === kind && one.isRight === isRight).length, known.length)
  return [
    ...[share('answered', true), share('answered', false)],
    ...[share('nearest', true), share('nearest', false), share('declined', false)],
  ]
}

function formatGrowth(all: readonly Result[]): string {
  const p50 = (name: string, contestant: Contestant) => {
    const found = all.find((one) => one.name === name && one.contestant === contestant)
    return percentile(found?.measurement.milliseconds ?? [], 0.5)
  }
  // In a small knowledge the work that every message makes hides the growth, so it is fitted from a thousand entries on.
  const large = sizes.filter((size) => size >= smallestFitted)
  const growth = contestants.map((contestant) => {
    const points = large.map((size) => ({ x: size, y: p50(`${size} entries`, contestant) }))
    const exponent = points.length < 2 ? 'not fitted' : `entries^${fitExponent(points).toFixed(2)}`
    return `${contestant}: time per message grows as ${exponent} (at ${large.join(', ')} entries)`
  })
  const ratio = (a: number, b: number) => (a / b).toFixed(2)
  const [smallest = '', largest = ''] = [large[0], large.at(-1)].map((size) => `${size ?? ''} entries`)
  return [
    ...growth,
    `real knowledge, Hinweisbot / Fuse token search: ${ratio(p50('real', 'Hinweisbot'), p50('real', 'Fuse, token search'))}`,
    `Hinweisbot, ${smallest} → ${largest}: ${ratio(p50(largest, 'Hinweisbot'), p50(smallest, 'Hinweisbot'))} times the time`,
    `${largest}, Fuse token search / Hinweisbot: ${ratio(p50(largest, 'Fuse, token search'), p50(largest, 'Hinweisbot'))}`,
  ].join('\n')
}
