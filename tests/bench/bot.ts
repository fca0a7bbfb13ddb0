import { parseArgs } from 'node:util'
import { provisionSynapse } from '../../src/cli/demo/python.ts'
import { startSynapse } from '../../src/cli/demo/synapse.ts'
import { Asker } from './asker.ts'
import { echoBot, ourBot } from './contenders.ts'
import type { Contender } from './contenders.ts'

// Ours beside the least that a bot on plain matrix-bot-sdk does, in one run on one Synapse.
const { values } = parseArgs({
  options: {
    questions: { type: 'string', default: '200' },
    rooms: { type: 'string', default: '50' },
    burst: { type: 'string', default: '1000' },
    starts: { type: 'string', default: '5' },
  },
})
const question = 'Wo stehen die Server von Webex?'
const warmUp = 20
/** Questions of a burst that are being sent at the same time. */
const senders = 16

interface Figures {
  readonly latencies: number[]
  readonly starts: number[]
  burstPerSecond: number
  memory: number
}

const print = (line: string) => process.stdout.write(`${line}\n`)
const python = await provisionSynapse({ cacheDirectory: '.cache', onProgress: print })
await using resources = new AsyncDisposableStack()
const homeserver = resources.use(await startSynapse({ python, serverName: 'staff.test' }))
const asker = await Asker.create(homeserver)
const contenders = [await echoBot(homeserver, resources), await ourBot(homeserver, resources)]
const figures = new Map<Contender, Figures>(
  contenders.map((contender) => [contender, { latencies: [], starts: [], burstPerSecond: 0, memory: 0 }]),
)
const rooms = new Map<Contender, readonly string[]>()

for (const contender of contenders) {
  contender.start()
  const own: string[] = []
  for (let i = 0; i < Number(values.rooms); i++) own.push(await asker.createRoom(contender.userId))
  rooms.set(contender, own)
}

// Turn by turn, so that whatever else the machine does meets both alike.
for (let i = 0; i < warmUp + Number(values.questions); i++) {
  for (const [contender, { latencies }] of figures) {
    const { ms } = await asker.ask(rooms.get(contender)?.[0] ?? '', question)
    if (i >= warmUp) latencies.push(ms)
  }
}

for (const [contender, own] of figures) {
  own.burstPerSecond = await burst(rooms.get(contender) ?? [])
  own.memory = contender.residentMiB()
}

for (let i = 0; i < Number(values.starts); i++) {
  for (const [contender, { starts }] of figures) {
    await contender.stop()
    const started = Date.now()
    contender.start()
    const { answeredAt } = await asker.ask(rooms.get(contender)?.[0] ?? '', question)
    starts.push(answeredAt - started)
  }
}
asker.stop()
report()

async function burst(own: readonly string[]): Promise<number> {
  const total = Number(values.burst)
  const answers: Promise<{ readonly answeredAt: number }>[] = []
  const started = Date.now()
  let next = 0
  const send = async () => {
    while (next < total) {
      const roomId = own[next++ % own.length] ?? ''
      const answer = asker.ask(roomId, question)
      answers.push(answer)
      // The next one is sent when this one has arrived, not when it is answered.
      await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 20))])
    }
  }
  await Promise.all(Array.from({ length: senders }, send))
  const last = Math.max(...(await Promise.all(answers)).map(({ answeredAt }) => answeredAt))
  return (total * 1000) / (last - started)
}

function report(): void {
  const [echo, ours] = [...figures.values()]
  if (echo === undefined || ours === undefined) return
  const rows: readonly (readonly [string, number, number, string])[] = [
    ['latency p50, ms', quantile(echo.latencies, 0.5), quantile(ours.latencies, 0.5), '<= 1.05'],
    ['latency p95, ms', quantile(echo.latencies, 0.95), quantile(ours.latencies, 0.95), '<= 1.05'],
    ['burst, answers/s', echo.burstPerSecond, ours.burstPerSecond, '>= 1.00'],
    ['resident memory, MiB', echo.memory, ours.memory, '<= 1.30'],
    ['start to first answer, ms', quantile(echo.starts, 0.5), quantile(ours.starts, 0.5), '<= 1.50'],
  ]
  print(['', 'echo bot', 'hinweisbot', 'ratio', 'wanted'].map((cell) => cell.padEnd(26)).join(''))
  for (const [name, theirs, own, wanted] of rows) {
    const cells = [name, theirs.toFixed(1), own.toFixed(1), (own / theirs).toFixed(2), wanted]
    print(cells.map((cell) => cell.padEnd(26)).join(''))
  }
}

function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN
}
