import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { provisionSynapse } from '../../src/workshop/demo/python.ts'
import { startSynapse } from '../../src/workshop/demo/synapse.ts'
import { Asker } from './asker.ts'
import type { BurstReport } from './asker.ts'
import { echoBot, ourBot } from './contenders.ts'
import type { Contender, Flags } from './contenders.ts'
import { startScript } from '../support/start-script.ts'
import { labelledQuestions, nthOf } from './labelled-questions.ts'
import { percentile } from '../../src/workshop/evaluate/percentile.ts'

// npm run bench:bot: ours beside the least that a bot on plain matrix-bot-sdk does, in one run on one Synapse.
const { values } = parseArgs({
  options: {
    questions: { type: 'string', default: '200' },
    rooms: { type: 'string', default: '50' },
    burst: { type: 'string', default: '1000' },
    starts: { type: 'string', default: '15' },
    seed: { type: 'string', default: '1' },
    /** Runs both without the variables and options of `npm start`. */
    plain: { type: 'boolean', default: false },
  },
})
const asked = labelledQuestions(Number(values.seed))
const warmUp = 20
const senders = 16
/** Parts of the burst, in turn. */
const bursts = 4
const settleMs = 2_000

interface Figures {
  readonly contender: Contender
  readonly rooms: readonly string[]
  readonly latencies: number[]
  readonly starts: number[]
  memory: number
  burst: BurstReport
}

const print = (line: string) => process.stdout.write(`${line}\n`)
const began = performance.now()
const step = (line: string) => {
  print(`${((performance.now() - began) / 1000).toFixed(0)} s: ${line}`)
}

const python = await provisionSynapse({ cacheDirectory: '.cache', onProgress: print })
await using resources = new AsyncDisposableStack()
const homeserver = resources.use(await startSynapse({ python, serverName: 'staff.test' }))
const asker = await Asker.create(homeserver)
resources.defer(() => {
  asker.stop()
})
const flags: Flags = values.plain ? { env: {}, nodeOptions: [] } : startScript()
step(`both run with ${values.plain ? 'no flags' : 'the flags of npm start'}`)
const echo = await prepare(await echoBot(homeserver, flags, resources))
const ours = await prepare(await ourBot(homeserver, flags, resources))
const both = [echo, ours]

step(`single questions, out of ${asked.length} labelled ones`)
// Turn by turn, so that whatever else the machine does meets both alike.
for (let i = 0; i < warmUp + Number(values.questions); i++) {
  for (const { rooms, latencies } of both) {
    const { ms } = await asker.ask(rooms[0] ?? '', nthOf(asked, i))
    if (i >= warmUp) latencies.push(ms)
  }
}
for (let i = 0; i < bursts; i++) {
  // Each goes first as often as second, as the homeserver has more to look through each time.
  for (const figures of i % 2 === 0 ? both : both.toReversed()) {
    step(`burst ${i + 1} of ${bursts} for the ${figures.contender.name}`)
    const total = Math.ceil(Number(values.burst) / bursts)
    const questions = Array.from({ length: total }, (_, n) => nthOf(asked, i * total + n))
    const { answered, ms } = await asker.burst(questions, { rooms: figures.rooms, senders })
    figures.burst = { answered: figures.burst.answered + answered, ms: figures.burst.ms + ms }
    figures.memory = figures.contender.residentMiB()
    // Receipts and the like that come after the answers are not to meet the other's burst.
    await delay(settleMs)
  }
}
step('starts')
for (let i = 0; i < Number(values.starts); i++) {
  for (const { contender, rooms, starts } of both) {
    await contender.stop()
    const started = Date.now()
    contender.start()
    const { answeredAt } = await asker.ask(rooms[0] ?? '', nthOf(asked, i))
    starts.push(answeredAt - started)
  }
}
report()

async function prepare(contender: Contender): Promise<Figures> {
  step(`rooms for the ${contender.name}`)
  contender.start()
  const rooms: string[] = []
  for (let i = 0; i < Number(values.rooms); i++) rooms.push(await asker.createRoom(contender.userId))
  // The very first start does what no later one has to.
  await contender.stop()
  contender.start()
  return { contender, rooms, latencies: [], starts: [], memory: 0, burst: { answered: 0, ms: 0 } }
}

interface Target {
  readonly name: string
  readonly figure: (figures: Figures) => number
  /** The ratio of ours to the echo bot's must be at most, or at least, this. */
  readonly atMost?: number
  readonly atLeast?: number
}

function report(): void {
  const targets: readonly Target[] = [
    { name: 'latency p50, ms', figure: (f) => percentile(f.latencies, 0.5), atMost: 1.05 },
    { name: 'latency p95, ms', figure: (f) => percentile(f.latencies, 0.95), atMost: 1.05 },
    { name: 'burst, answers/s', figure: ({ burst }) => (burst.answered * 1000) / burst.ms, atLeast: 1 },
    { name: 'burst, unanswered', figure: ({ burst }) => Number(values.burst) - burst.answered },
    { name: 'resident memory, MiB', figure: (f) => f.memory, atMost: 1.3 },
    { name: 'start to first answer, ms', figure: (f) => percentile(f.starts, 0.5), atMost: 1.5 },
  ]
  const line = (...cells: string[]) => {
    print(cells.map((cell) => cell.padEnd(27)).join(''))
  }
  line('', 'echo bot', 'hinweisbot', 'ratio', 'wanted')
  for (const { name, figure, atMost, atLeast } of targets) {
    const [theirs, own] = [figure(echo), figure(ours)]
    const ratio = own / theirs
    const reached = ratio <= (atMost ?? Infinity) && ratio >= (atLeast ?? 0)
    const wanted = atMost === undefined ? `>= ${atLeast ?? ''}` : `<= ${atMost}`
    const isTarget = atMost !== undefined || atLeast !== undefined
    const verdict = isTarget ? `${wanted}: ${reached ? 'reached' : 'missed'}` : ''
    line(name, theirs.toFixed(1), own.toFixed(1), isTarget ? ratio.toFixed(2) : '', verdict)
  }
}
