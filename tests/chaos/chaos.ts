import { setTimeout as delay } from 'node:timers/promises'
import { TestBot } from '../homeserver/bot.ts'
import type { Homeserver } from '../homeserver/homeserver.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import type { Fault, Rule } from '../support/fault-proxy.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { MortalBot } from './mortal-bot.ts'
import type { Lifespan } from './mortal-bot.ts'
import { encryptedRoom, plainRoom } from './population.ts'
import type { ChaosRoom } from './population.ts'

export interface ChaosOptions {
  readonly seed: number
  readonly kills: number
  readonly plainRooms: number
  readonly encryptedRooms: number
  /** Part of the requests to which something happens. */
  readonly faultRate: number
  readonly onProgress?: (line: string) => void
}

export interface ChaosReport {
  readonly questions: number
  readonly kills: number
  /** Processes that ended by themselves. */
  readonly crashes: number
  readonly faults: number
  readonly faultsByKind: Readonly<Record<string, number>>
  /** Questions without an answer. */
  readonly lost: readonly string[]
  /** Questions with more than one answer. */
  readonly doubled: readonly string[]
  /** Questions with another answer than theirs. */
  readonly wrong: readonly string[]
  readonly wordsInLog: boolean
}

const faultKinds: readonly Fault[] = [
  ...(['delay', 'rate-limit-body', 'rate-limit-header', 'html-502'] as const),
  ...(['null-body', 'drop-request', 'lose-response', 'lose-response'] as const),
]
const lifespan: Lifespan = { earlyRate: 0.2, earlyMs: 2_000, lifeMs: 2_500 }
/** After so many milliseconds without another answer, what is outstanding counts as lost. */
const patienceMs = 60_000

/** Lets people ask while the bot is killed and its requests are tampered with, and counts what became of the questions. */
export async function runChaos(homeserver: Homeserver, options: ChaosOptions): Promise<ChaosReport> {
  await using resources = new AsyncDisposableStack()
  const random = seededRandom(options.seed)
  const proxy = resources.use(await startFaultProxy(homeserver.url))
  const account = resources.use(await TestBot.create(homeserver))
  const bot = resources.use(new MortalBot(account, proxy.url))
  bot.start()
  const rooms: ChaosRoom[] = []
  for (let i = 0; i < options.plainRooms; i++) {
    rooms.push(await plainRoom(homeserver, account.userId, i % 2 === 0))
  }
  for (let i = 0; i < options.encryptedRooms; i++) {
    rooms.push(resources.use(await encryptedRoom(homeserver, account.userId)))
  }
  for (const room of rooms) await room.waitForBot()

  const asked = new Map<string, Question>()
  const asking = new AbortController()
  const people = rooms.map((room) => askOn(room, asked, asking.signal, seededRandom(random() * 2 ** 32)))
  proxy.rule = faulty(random, options.faultRate)
  for (let kill = 1; kill <= options.kills; kill++) {
    await bot.killAtRandom(random, lifespan)
    if (kill % 10 === 0) options.onProgress?.(`${kill} kills, ${asked.size} questions`)
  }
  asking.abort()
  await Promise.all(people)
  proxy.rule = () => 'pass'
  await settled(rooms, asked, options.onProgress)
  const report = await judge(rooms, asked)
  await bot.end('SIGTERM')
  const faults = [...proxy.counts].filter(([kind]) => kind !== 'pass')
  return {
    ...report,
    kills: options.kills,
    crashes: bot.crashes,
    faults: faults.reduce((sum, [, count]) => sum + count, 0),
    faultsByKind: Object.fromEntries(faults),
    wordsInLog: /Frage|Antwort/.test(bot.log),
  }
}

interface Question {
  readonly room: ChaosRoom
  readonly number: number
}

let counter = 0

async function askOn(
  room: ChaosRoom,
  asked: Map<string, Question>,
  signal: AbortSignal,
  random: () => number,
): Promise<void> {
  while (!signal.aborted) {
    const number = ++counter
    asked.set(await room.ask(number), { room, number })
    await delay(1_000 + random() * 4_000)
  }
}

function faulty(random: () => number, rate: number): Rule {
  return () => (random() < rate ? (faultKinds[Math.floor(random() * faultKinds.length)] ?? 'pass') : 'pass')
}

/** Waits until the last question is answered, or none has been for long. */
async function settled(
  rooms: readonly ChaosRoom[],
  asked: ReadonlyMap<string, Question>,
  onProgress?: (line: string) => void,
): Promise<void> {
  let outstanding = Number.POSITIVE_INFINITY
  let progressAt = Date.now()
  while (outstanding > 0 && Date.now() - progressAt < patienceMs) {
    const { lost } = await judge(rooms, asked)
    if (lost.length < outstanding) progressAt = Date.now()
    outstanding = lost.length
    onProgress?.(`${outstanding} answers outstanding`)
    await delay(2_000)
  }
  // A second answer would come now.
  await delay(2_000)
}

async function judge(rooms: readonly ChaosRoom[], asked: ReadonlyMap<string, Question>) {
  const answers = (await Promise.all(rooms.map((room) => room.answers()))).flat()
  const bodies = Map.groupBy(answers, (answer) => answer.to)
  const having = (matches: (found: readonly string[], number: number) => boolean) =>
    [...asked]
      .filter(([id, { number }]) =>
        matches(
          (bodies.get(id) ?? []).map(({ body }) => body),
          number,
        ),
      )
      .map(([id, { room }]) => `${room.name} ${id}`)
  return {
    questions: asked.size,
    lost: having((found) => found.length === 0),
    doubled: having((found) => found.length > 1),
    wrong: having((found, number) => found.some((body) => body !== `Antwort ${number}`)),
  }
}
