import type { Clock } from './clock.ts'

export const wrongClock =
  "this machine's clock is not the homeserver's, so questions may be taken for too old"

export interface HealthReport {
  readonly ready: boolean
  readonly started: boolean
  /** Whole seconds since the last sync that succeeded, or since the start. */
  readonly syncAgeSeconds: number
  /** Seconds by which the homeserver's clock is ahead of this machine's. */
  readonly clockOffsetSeconds: number
  /** Problems that a person should know of although questions are answered. */
  readonly remark?: string
}

/** A long poll takes half a minute at most; after several that failed, questions wait. */
const maxSyncAgeMs = 120_000

/** Judges whether questions are answered at the moment. */
export class Health {
  readonly #now: () => number
  readonly #clock: Pick<Clock, 'isRight' | 'offsetSeconds'>
  #lastSync: number
  #started = false

  /** `now`: milliseconds. */
  constructor(now: () => number, clock: Pick<Clock, 'isRight' | 'offsetSeconds'>) {
    this.#now = now
    this.#clock = clock
    this.#lastSync = now()
  }

  started(): void {
    this.#started = true
  }

  stopped(): void {
    this.#started = false
  }

  synced(): void {
    this.#lastSync = this.#now()
  }

  /** Seconds. */
  syncAge(): number {
    return Math.max(0, this.#now() - this.#lastSync) / 1_000
  }

  report(): HealthReport {
    const age = this.syncAge()
    return {
      ready: this.#started && age * 1_000 <= maxSyncAgeMs,
      started: this.#started,
      syncAgeSeconds: Math.round(age),
      clockOffsetSeconds: this.#clock.offsetSeconds ?? 0,
      ...(!this.#clock.isRight && { remark: wrongClock }),
    }
  }
}
