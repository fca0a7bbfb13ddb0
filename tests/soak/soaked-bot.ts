import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { TestBot } from '../homeserver/bot.ts'
import { Database, integer } from '../../src/storage/database.ts'
import { startScript } from '../support/start-script.ts'

const memoryLooks = 15
const lookEveryMs = 1_000

/** In MiB, while the bot has nothing to do. */
export interface Memory {
  readonly heap: number
  readonly resident: number
}

/** The real bot in a process of its own. */
export class SoakedBot implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #state: string

  private constructor(child: ChildProcess, state: string) {
    this.#child = child
    this.#state = state
  }

  static async start(bot: TestBot, startedAt: number, factor: number): Promise<SoakedBot> {
    const { env, nodeOptions } = startScript()
    const child = fork(
      new URL('bot-process.ts', import.meta.url),
      [bot.configFile, String(startedAt), String(factor)],
      {
        env: { ...process.env, ...env },
        execArgv: [...nodeOptions, '--expose-gc'],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      },
    )
    const ended = once(child, 'exit').then(() => {
      throw new Error('the bot ended')
    })
    ended.catch(() => undefined)
    await Promise.race([once(child, 'message'), ended])
    return new SoakedBot(child, path.join(bot.directory.path, 'state'))
  }

  /**
   * The least of some seconds, each time after garbage was collected: resident memory comes and goes in steps of some 25 MiB, and
   * one look finds it on either.
   */
  async memory(): Promise<Memory> {
    const looks: Memory[] = []
    for (let i = 0; i < memoryLooks; i++) {
      looks.push(await this.#look())
      await delay(lookEveryMs)
    }
    return {
      heap: Math.min(...looks.map(({ heap }) => heap)),
      resident: Math.min(...looks.map(({ resident }) => resident)),
    }
  }

  async #look(): Promise<Memory> {
    const answer = once(this.#child, 'message')
    this.#child.send('measure')
    const [{ heapUsed, rss }] = (await answer) as [{ heapUsed: number; rss: number }]
    return { heap: heapUsed / 2 ** 20, resident: rss / 2 ** 20 }
  }

  /** MiB of the database with its side files, and how many events it knows. */
  stored(): { readonly size: number; readonly rows: number } {
    const sizes = ['', '-wal', '-shm'].map((end) => {
      return statSync(path.join(this.#state, `state.sqlite${end}`), { throwIfNoEntry: false })?.size ?? 0
    })
    using database = Database.openForReading(this.#state)
    const row = database.get('SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM outbox) AS rows')
    return {
      size: sizes.reduce((sum, size) => sum + size, 0) / 2 ** 20,
      rows: row ? integer(row, 'rows') : 0,
    }
  }

  /** How many events wait to be handled. */
  waiting(): number {
    using database = Database.openForReading(this.#state)
    const row = database.get("SELECT count(*) AS rows FROM inbox WHERE state = 'pending'")
    return row ? integer(row, 'rows') : 0
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const exit = once(this.#child, 'exit')
    this.#child.kill('SIGTERM')
    await exit
  }
}
