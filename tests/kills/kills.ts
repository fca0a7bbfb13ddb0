import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { MortalBot } from '../chaos/mortal-bot.ts'
import type { Lifespan } from '../chaos/mortal-bot.ts'
import { TestBot } from '../homeserver/bot.ts'
import { EncryptedPerson } from '../homeserver/encryption/encrypted-person.ts'
import type { Homeserver } from '../homeserver/homeserver.ts'
import { Person } from '../homeserver/person.ts'
import { Database, optionalText, text } from '../../src/storage/database.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { recordOneTimeKeys } from './recording-proxy.ts'
import { repeated } from './repeated.ts'
import { Witness, type Testimony } from './witness.ts'

export interface KillsOptions {
  readonly seed: number
  readonly kills: number
  readonly onProgress?: (line: string) => void
}

export interface KillsReport {
  readonly kills: number
  readonly questions: number
  /** Questions without an answer. */
  readonly lost: readonly string[]
  /** Questions with more than one answer. */
  readonly doubled: readonly string[]
  /** Questions with another answer than theirs. */
  readonly wrong: readonly string[]
  /** The bot's events that the person cannot read. */
  readonly unreadable: readonly string[]
  readonly inClear: readonly string[]
  readonly roomKeys: number
  readonly reusedIndices: readonly string[]
  readonly oneTimeKeys: number
  readonly oneTimeKeysUploadedTwice: readonly string[]
  readonly sameIdentity: boolean
  /** Devices of the bot that have keys. */
  readonly devices: number
  /** Processes that ended by themselves. */
  readonly crashes: number
  /** Lines of the bot's log about errors, and about events that it cannot read. */
  readonly complaints: readonly string[]
}

/** Kills before the bot has become ready for the first time. */
const firstKills = 5
const lifespan: Lifespan = { earlyRate: 0.3, earlyMs: 2_000, lifeMs: 2_000 }
/** Questions without an answer, at most: short lives get through little, and a growing heap would never be worked off. */
const maxOpen = 6
/** After so many milliseconds without another answer, what is outstanding counts as lost. */
const patienceMs = 120_000

/** Lets a person ask in an encrypted room while the bot is killed, and others use up its one-time keys. */
export async function runKills(homeserver: Homeserver, options: KillsOptions): Promise<KillsReport> {
  await using resources = new AsyncDisposableStack()
  const proxy = resources.use(await recordOneTimeKeys(homeserver.url))
  const account = resources.use(await TestBot.create(homeserver))
  const bot = resources.use(new MortalBot(account, proxy.url))
  const stranger = await Person.register(homeserver, 'stranger')
  const anna = resources.use(await EncryptedPerson.register(homeserver, 'anna'))
  const random = seededRandom(options.seed)
  bot.start()
  for (let kill = 0; kill < firstKills; kill += 1) await bot.killAfter(random() * lifespan.earlyMs)
  await bot.ready()
  const roomId = await anna.createEncryptedRoom([account.userId], { isDirect: true, rotationMessages: 10 })
  await anna.waitForMembership(roomId, account.userId, 'join')
  const witness = new Witness(homeserver, anna, roomId, account.userId)
  const { devices, master } = await keysOf(stranger, account.userId)

  const asked = new Map<string, number>()
  const asking = new AbortController()
  const talk = async () => {
    while (!asking.signal.aborted) {
      const { answers } = await witness.testify()
      if ([...asked.keys()].filter((id) => !answers.has(id)).length < maxOpen) {
        asked.set(await anna.say(roomId, `Frage ${asked.size}`), asked.size)
        await claimOneTimeKey(stranger, account.userId, devices)
      }
      await delay(200)
    }
  }
  await Promise.all([
    talk(),
    killAgainAndAgain(bot, random, options, asked).finally(() => {
      asking.abort()
    }),
  ])
  const testimony = await settled(witness, asked, options.onProgress)
  const report = judge(testimony, asked)
  for (const id of report.lost) options.onProgress?.(`${id}: ${stateOf(account.directory.path, id)}`)
  if (report.lost.length > 0) for (const line of linesOf(bot.log, /withheld/)) options.onProgress?.(line)
  const end = await keysOf(stranger, account.userId)
  await bot.end('SIGTERM')
  return {
    ...report,
    kills: firstKills + options.kills,
    questions: asked.size,
    sameIdentity: end.master === master && master !== '{}',
    devices: end.devices.length,
    crashes: bot.crashes,
    oneTimeKeys: proxy.oneTimeKeys.length,
    oneTimeKeysUploadedTwice: repeated(proxy.oneTimeKeys),
    complaints: complaintsIn(bot.log),
  }
}

async function killAgainAndAgain(
  bot: MortalBot,
  random: () => number,
  { kills, onProgress }: KillsOptions,
  asked: ReadonlyMap<string, number>,
): Promise<void> {
  for (let kill = 1; kill <= kills; kill += 1) {
    await bot.killAtRandom(random, lifespan)
    if (kill % 10 === 0) onProgress?.(`kill ${kill} of ${kills}, ${asked.size} questions`)
  }
}

async function keysOf(stranger: Person, userId: string): Promise<{ devices: string[]; master: string }> {
  const answer = await stranger.call('POST', '/keys/query', { device_keys: { [userId]: [] } })
  const devices = answer['device_keys'] as Record<string, object>
  return { devices: Object.keys(devices[userId] ?? {}), master: JSON.stringify(answer['master_keys']) }
}

async function claimOneTimeKey(stranger: Person, userId: string, devices: readonly string[]): Promise<void> {
  const wanted = Object.fromEntries(devices.map((device) => [device, 'signed_curve25519']))
  await stranger.call('POST', '/keys/claim', { one_time_keys: { [userId]: wanted } })
}

/** Waits until everything is answered and readable, or nothing has changed for long. */
async function settled(
  witness: Witness,
  asked: ReadonlyMap<string, number>,
  onProgress?: (line: string) => void,
): Promise<Testimony> {
  let outstanding = Number.POSITIVE_INFINITY
  let progressAt = Date.now()
  for (;;) {
    const testimony = await witness.testify()
    const left = judge(testimony, asked).lost.length + testimony.unreadable.length
    if (left < outstanding) progressAt = Date.now()
    outstanding = left
    if (left === 0 || Date.now() - progressAt > patienceMs) break
    onProgress?.(`${left} answers outstanding`)
    await delay(2_000)
  }
  // A second answer would come now.
  await delay(2_000)
  return witness.testify()
}

function judge(testimony: Testimony, asked: ReadonlyMap<string, number>) {
  const { answers, unreadable, inClear, roomKeys, reusedIndices } = testimony
  const having = (matches: (found: readonly string[], number: number) => boolean) =>
    [...asked].filter(([id, number]) => matches(answers.get(id) ?? [], number)).map(([id]) => id)
  return {
    lost: having((found) => found.length === 0),
    doubled: having((found) => found.length > 1),
    wrong: having((found, number) => found.some((body) => body !== `Antwort ${number}`)),
    ...{ unreadable, inClear, roomKeys, reusedIndices },
  }
}

/** The bot's record of an event. */
function stateOf(directory: string, eventId: string): string {
  using database = Database.openForReading(path.join(directory, 'state'))
  const row = database.get('SELECT state, reason FROM inbox WHERE key = ?', eventId)
  return row === undefined ? 'never arrived' : `${text(row, 'state')} ${optionalText(row, 'reason') ?? ''}`
}

/** Lines of a process that was killed while writing may be cut short. */
const linesOf = (log: string, pattern: RegExp) => log.split('\n').filter((line) => pattern.test(line))

const complaintsIn = (log: string) =>
  linesOf(log, /"level":"(error|fatal)"|"level":[56]0|cannot be decrypted/)
