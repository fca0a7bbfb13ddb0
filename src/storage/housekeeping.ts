import type { Database } from './database.ts'
import type { Inbox } from './inbox.ts'
import type { Outbox } from './outbox.ts'
import type { Statistics } from './statistics.ts'

export interface HousekeepingOptions {
  readonly database: Database
  readonly inbox: Inbox
  readonly outbox: Outbox
  /** How long is remembered what was handled and sent, in milliseconds. */
  readonly retentionMs: number
  /** How long is remembered what was handed over to the service desk, in milliseconds. */
  readonly handOverMs: number
  readonly statistics: Statistics
  /** How long counts are kept, in milliseconds. */
  readonly statisticsMs: number
  readonly now: () => number
}

const everyMs = 60_000

/** Forgets what is finished, and keeps the database's side files small and free of message text. */
export class Housekeeping implements Disposable {
  readonly #options: HousekeepingOptions
  readonly #timer: NodeJS.Timeout

  constructor(options: HousekeepingOptions) {
    this.#options = options
    this.#timer = setInterval(() => {
      this.run()
    }, everyMs)
    this.#timer.unref()
  }

  run(): void {
    const { database, inbox, outbox, retentionMs, handOverMs, statistics, statisticsMs, now } = this.#options
    const time = now() - retentionMs
    inbox.purge(time)
    outbox.purge(time, now() - handOverMs)
    statistics.purge(now() - statisticsMs)
    database.checkpoint()
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }
}
