import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { provisionSynapse } from '../../src/workshop/demo/python.ts'
import { startSynapse } from '../../src/workshop/demo/synapse.ts'
import { TestBot } from '../homeserver/bot.ts'
import type { BotSetUp } from '../homeserver/bot.ts'
import { realKnowledge } from '../support/fixtures.ts'
import { soakRoomKeys } from './room-keys.ts'
import { ScriptedHomeserver } from './scripted-homeserver.ts'
import { SoakedBot } from './soaked-bot.ts'
import type { Memory } from './soaked-bot.ts'

const { values } = parseArgs({
  options: {
    questions: { type: 'string', default: '10000' },
    flood: { type: 'string', default: '10000' },
    'room-keys': { type: 'string', default: '200000' },
  },
})
const warmUp = 1_000
const floodWarmUp = 20
/** Questions that wait for their answer at the same time. */
const window = 200
/** How much faster the bot's clock goes: half an hour of remembering is over after half a minute. */
const factor = 60
const retentionHours = 0.5
const patienceMs = 90_000

const print = (line: string) => process.stdout.write(`${line}\n`)
const python = await provisionSynapse({ cacheDirectory: '.cache', onProgress: print })
await using synapse = await startSynapse({ python, serverName: 'staff.test' })
const { entries, declines } = await realKnowledge()
const questions = [...entries, ...declines].flatMap(({ questions: { de, en } }) => [...de, ...en])
const rooms = Array.from({ length: 50 }, (_, i) => `!room${i}:staff.test`)
const [flooded = '', quiet = ''] = rooms

const results = [
  await soakRoomKeys(Number(values['room-keys']), print),
  await soak(Number(values.questions)),
  await flood(Number(values.flood)),
]
process.exitCode = results.every((good) => good) ? 0 : 1

/** Many questions over a long time: what is kept for each must go again. */
async function soak(total: number): Promise<boolean> {
  await using resources = new AsyncDisposableStack()
  const limits = { perPersonPerMinute: 0, perRoomPerMinute: 0 }
  const { script, bot } = await setUp(resources, factor, { config: { limits, privacy: { retentionHours } } })
  const asked: string[] = []
  let askingMs = 0
  const ask = async (until: number) => {
    const began = performance.now()
    while (asked.length < until) {
      while (asked.length - script.replies.size >= window) await script.nextSent()
      const question = questions[(asked.length * 7) % questions.length] ?? ''
      asked.push(script.say(rooms[asked.length % rooms.length] ?? '', question))
    }
    await settled(() => script.replies.size, until)
    askingMs += performance.now() - began
  }
  await ask(Math.min(warmUp, total))
  const early = await bot.memory()
  const storedEarly = bot.stored()
  await ask(total)
  const late = await bot.memory()
  // Time for everything that is remembered for a while, and for a round of housekeeping.
  await delay((retentionHours * 3_600_000) / factor + 65_000)
  const stored = bot.stored()

  const lost = asked.filter((id) => !script.replies.has(id)).length
  const doubled = asked.filter((id) => (script.replies.get(id)?.length ?? 0) > 1).length
  print(
    `${asked.length} questions in ${(askingMs / 1000).toFixed(0)} s: ${lost} lost, ${doubled} answered twice`,
  )
  printMemory(`after ${warmUp}`, early)
  printMemory('at the end', late)
  const ratios = { heap: late.heap / early.heap, resident: late.resident / early.resident }
  print(`ratio: heap ${ratios.heap.toFixed(3)}, resident ${ratios.resident.toFixed(3)} (wanted <= 1.1)`)
  print(
    `database: ${storedEarly.rows} rows, ${storedEarly.size.toFixed(1)} MiB after ${warmUp}; ${stored.rows} rows, ${stored.size.toFixed(1)} MiB when all is forgotten`,
  )
  return lost + doubled + stored.rows === 0 && ratios.heap <= 1.1 && ratios.resident <= 1.1
}

/** One person who says more than anybody can mean: told once, then left alone, at nobody else's expense. */
async function flood(total: number): Promise<boolean> {
  await using resources = new AsyncDisposableStack()
  const { script, bot } = await setUp(resources, 1, {
    config: { limits: { perPersonPerMinute: 20, perRoomPerMinute: 60 } },
  })
  // The first questions load what later ones use.
  for (let i = 0; i < floodWarmUp; i++) script.say(quiet, questions[i] ?? '', '@early:staff.test')
  await settled(() => script.replies.size, floodWarmUp)
  const before = await bot.memory()
  const pour = (number: number) =>
    Array.from({ length: number }, (_, i) => script.say(flooded, questions[i % 50] ?? ''))
  const half = Math.floor(total / 2)
  const said = pour(half)
  // The flood's own person is told to pause, so somebody else asks in its midst.
  const other = script.say(quiet, questions[0] ?? '', '@other:staff.test')
  said.push(...pour(total - half))
  let waiting = 0
  for (const began = Date.now(); !script.replies.has(other) && Date.now() - began < patienceMs;) {
    await script.nextSent()
    waiting = script.unseen
  }
  await settled(() => -script.unseen, 0)
  await settled(() => -bot.waiting(), 0)
  const after = await bot.memory()
  const replies = said.flatMap((id) => script.replies.get(id) ?? [])
  const notices = replies.filter((body) => body.includes('Pause')).length
  const isAnswered = script.replies.has(other)
  print(
    `flood of ${total}: ${replies.length - notices} answers, ${notices} notice, then silence; the other room ${isAnswered ? 'was answered' : 'was NOT answered'} with ${waiting} messages still to come`,
  )
  printMemory('before', before)
  printMemory('after', after)
  return (
    isAnswered && waiting > 0 && notices === 1 && replies.length === 21 && after.heap <= 1.1 * before.heap
  )
}

async function setUp(resources: AsyncDisposableStack, clockFactor: number, config: BotSetUp) {
  const account = resources.use(await TestBot.create(synapse))
  const startedAt = Date.now()
  const now = () => startedAt + (Date.now() - startedAt) * clockFactor
  const script = resources.use(
    await ScriptedHomeserver.start({
      ...{ homeserverUrl: synapse.url, rooms, now },
      asker: '@asker:staff.test',
    }),
  )
  account.configure(script.url, config)
  const bot = resources.use(await SoakedBot.start(account, startedAt, clockFactor))
  return { script, bot }
}

/** Waits until the number has reached what is wanted, or does not grow for long. */
async function settled(number: () => number, wanted: number): Promise<void> {
  let highest = number()
  for (let grownAt = Date.now(); highest < wanted && Date.now() - grownAt < patienceMs;) {
    await delay(200)
    if (number() > highest) grownAt = Date.now()
    highest = Math.max(highest, number())
  }
}

function printMemory(when: string, { heap, resident }: Memory): void {
  print(`${when}: heap ${heap.toFixed(1)} MiB, resident ${resident.toFixed(1)} MiB`)
}
