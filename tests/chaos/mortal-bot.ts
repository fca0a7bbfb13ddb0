import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'

/** The bot in a process of its own, which can be killed at any moment and started again on the same state. */
export class MortalBot implements AsyncDisposable {
  readonly #configFile: string
  readonly #log: number
  #child: ChildProcess | undefined
  #ready = Promise.resolve(false)
  /** Exits that nobody asked for. */
  crashes = 0

  constructor(configFile: string, logFile: string) {
    this.#configFile = configFile
    this.#log = openSync(logFile, 'a')
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
