import { describeError } from './describe-error.ts'
import type { Logger } from './logger.ts'

export interface FailedContact {
  /** The step that failed, from a closed set of words. */
  readonly step: string
  readonly error: unknown
  readonly retryInMs: number
}

/** Tells of each vain attempt to get something from the homeserver, and once when it has worked again. */
export class Contact {
  readonly #log: Logger
  #failures = 0
  #since = 0

  constructor(log: Logger) {
    this.#log = log
  }

  failed({ step, error, retryInMs }: FailedContact, message: string): void {
    if (this.#failures === 0) this.#since = performance.now()
    this.#failures++
    this.#log.warn({ step, ...describeError(error), retryInMs }, message)
  }

  succeeded(): void {
    if (this.#failures === 0) return
    const seconds = Math.round((performance.now() - this.#since) / 1_000)
    this.#log.info({ failures: this.#failures, seconds }, 'the homeserver answers again')
    this.#failures = 0
  }
}

export const waitingMessage = 'waiting for the homeserver'
