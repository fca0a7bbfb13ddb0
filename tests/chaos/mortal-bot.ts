import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { TestBot } from '../homeserver/bot.ts'

/** When a process is killed. Times in milliseconds. */
export interface Lifespan {
  /** Part of the processes that are killed while they start up, and how long these live at most. */
  readonly earlyRate: number
  readonly earlyMs: number
  /** How long the others live at most once they are ready. */
  readonly lifeMs: number
}

/** The bot in a process of its own, which can be killed at any moment and started again on the same state. */
export class MortalBot implements AsyncDisposable {
  readonly #configFile: string
  readonly #logFile: string
  readonly #log: number
  #child: ChildProcess | undefined
  #ready = Promise.resolve(false)
  /** Exits that nobody asked for. */
  crashes = 0

  /** On the account's state, without limits. */
  constructor(account: TestBot, homeserverUrl: string) {
    account.configure(homeserverUrl, { config: { limits: { perPersonPerMinute: 0, perRoomPerMinute: 0 } } })
    this.#configFile = account.configFile
    this.#logFile = path.join(account.directory.path, 'bot.log')
    this.#log = openSync(this.#logFile, 'a')
  }

  get log(): string {
    return readFileSync(this.#logFile, 'utf8')
  }

  start(): void {
    const child = fork(new URL('bot-process.ts', import.meta.url), [this.#configFile], {
      stdio: ['ignore', this.#log, this.#log, 'ipc'],
    })
    child.once('exit', () => {
      if (this.#child === child) this.crashes++
    })
    this.#child = child
    this.#ready = Promise.race([
      once(child, 'message').then(() => true),
      once(child, 'exit').then(() => false),
    ])
  }

  /** Resolves with true once the process has started up, with false if it ended before. */
  ready(): Promise<boolean> {
    return this.#ready
  }

  /** Kills it at a random moment and starts it again. However long starting takes here, most are killed while they work. */
  async killAtRandom(random: () => number, { earlyRate, earlyMs, lifeMs }: Lifespan): Promise<void> {
    const isEarly = random() < earlyRate
    if (!isEarly) await this.ready()
    await this.killAfter(random() * (isEarly ? earlyMs : lifeMs))
  }

  async killAfter(ms: number): Promise<void> {
    await delay(ms)
    await this.end('SIGKILL')
    this.start()
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end('SIGKILL')
  }
}
