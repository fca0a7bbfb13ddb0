import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { describeOnHomeserver } from '../homeserver.ts'
import { createAccount, Person, waitFor, type Account } from '../person.ts'
import { EncryptedPerson } from './encrypted-person.ts'
import { megolmIndex } from './megolm-index.ts'
import { recordOneTimeKeys } from './recording-proxy.ts'

/** The whole proof takes some minutes and is run by `npm run test:kills`. */
const kills = Number(process.env['KILLS'] ?? 8)
const seed = Number(process.env['SEED'] ?? Date.now() % 100_000)

/** Share of the kills that hit a start, and how long starts and conversations last at most, in milliseconds. */
const startKills = 0.3
const startMs = 1_500
const talkMs = 2_000
/** Questions without an answer, at most. */
const maxOpen = 6
const answerTimeoutMs = 10 * 60_000

function raise(): never {
  throw new Error('there was no life')
}

function seededRandom(start: number): () => number {
  let state = start
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}

interface Life {
  readonly lines: string[]
  kill(): Promise<void>
}

function live(directory: string, url: string, account: Account): Life {
  const script = path.join(import.meta.dirname, 'echo-process.ts')
  const child = spawn(process.execPath, [script, directory, url, JSON.stringify(account)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line))
  createInterface({ input: child.stderr }).on('line', (line) => lines.push(`error ${line}`))
  const ended = new Promise<void>((resolve) => child.on('close', resolve))
  return {
    lines,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

describeOnHomeserver(`a device that is killed ${kills} times under traffic (seed ${seed})`, (homeserver) => {
  it(
    'keeps its identity, reads everything, and uses no key twice',
    { timeout: 120_000 + kills * 15_000 },
    async () => {
      const random = seededRandom(seed)
      const directory = mkdtempSync(path.join(tmpdir(), 'kills-'))
      await using proxy = await recordOneTimeKeys(homeserver.url)
      const account = await createAccount(homeserver, 'bot')
      const stranger = await Person.register(homeserver, 'stranger')
      await using anna = await EncryptedPerson.register(homeserver, 'anna')
      const roomId = await anna.createEncryptedRoom([account.userId], { rotationMessages: 10 })
      const lives: Life[] = []
      const master = async () => {
        const body = { device_keys: { [account.userId]: [] } }
        const { master_keys: keys } = await stranger.call('POST', '/keys/query', body)
        return JSON.stringify(keys)
      }

      // The first life: until the bot is there.
      lives.push(live(directory, proxy.url, account))
      await anna.waitForMembership(roomId, account.userId, 'join')
      const identity = await waitFor(async () => ((await master()) === '{}' ? undefined : master()), 60_000)

      const stop = new AbortController()
      const stopped = stop.signal
      const said: string[] = []
      const heard = () => new Set(lives.flatMap(({ lines }) => lines))
      const missed = () => said.filter((body) => !heard().has(`heard ${body}`))
      const talk = async () => {
        while (!stopped.aborted) {
          const body = `Frage ${said.length}`
          await anna.say(roomId, body)
          said.push(body)
          await stranger.call('POST', '/keys/claim', {
            one_time_keys: { [account.userId]: { [account.deviceId]: 'signed_curve25519' } },
          })
          await delay(100)
          // Short lives on a busy machine get through little; a growing heap would never be worked off.
          await waitFor(
            () => (missed().length < maxOpen || stopped.aborted ? true : undefined),
            answerTimeoutMs,
          )
        }
      }
      const conversation = talk()
      for (let kill = 0; kill < kills; kill += 1) {
        const life = lives.at(-1) ?? raise()
        // Some are killed while they start, the others while they talk, however long starting takes on this machine.
        if (random() < startKills) await delay(random() * startMs)
        else {
          await waitFor(() => (life.lines.includes('ready') ? true : undefined), 60_000)
          await delay(random() * talkMs)
        }
        await life.kill()
        lives.push(live(directory, proxy.url, account))
      }
      stop.abort()
      await conversation

      await waitFor(() => (missed().length === 0 ? true : undefined), 60_000).catch(() => undefined)
      expect({ missed: missed(), end: lives.at(-1)?.lines.slice(-20) }).toMatchObject({ missed: [] })
      await anna.waitForText(roomId, account.userId, (body) => body === `Echo: ${said.at(-1) ?? ''}`)
      const answers = anna.texts(roomId, account.userId)
      const places = answers.map((event) => {
        const { session_id: session, ciphertext } = event.getWireContent()
        return `${String(session)} ${megolmIndex(String(ciphertext))}`
      })
      const errors = [...heard()].filter((line) => line.startsWith('error') && !/Warning|trace/.test(line))
      process.stdout.write(
        `${kills} kills, ${said.length} questions, ${answers.length} answers, ${proxy.oneTimeKeys.length} one-time keys\n`,
      )

      expect(errors).toEqual([])
      expect([...heard()].filter((line) => line === 'report undecryptable')).toEqual([])
      expect(anna.undecryptable(roomId)).toEqual([])
      expect(new Set(places).size).toBe(places.length)
      expect(new Set(proxy.oneTimeKeys).size).toBe(proxy.oneTimeKeys.length)
      expect(await master()).toBe(identity)
      await lives.at(-1)?.kill()
      rmSync(directory, { recursive: true })
    },
  )
})
