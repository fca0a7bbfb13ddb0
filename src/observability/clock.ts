/** By how much the clocks may differ before answers suffer: a question from the future is as wrong as one that looks too old. */
const tolerableMs = 5 * 60_000

/** A clock that is far off is told of again after this time, in milliseconds. */
const repeatMs = 3_600_000

export interface ClockOptions {
  /** Milliseconds since 1970, by this machine. */
  readonly now: () => number
  /** `seconds` by which the homeserver's clock is ahead. */
  readonly onWrong: (seconds: number) => void
  readonly onRight: () => void
}

/**
 * Compares this machine's clock with the homeserver's: whoever is a day ahead takes each question for too old, and would leave it
 * unanswered without a word.
 */
export class Clock {
  readonly #options: ClockOptions
  #offsetMs: number | undefined
  #toldAt: number | undefined

  constructor(options: ClockOptions) {
    this.#options = options
  }

  /** Takes the `Date` header of an answer that has just come. One that can't be read is passed over. */
  observe(date: string | null | undefined): void {
    const offsetMs = clockOffsetMs(date, this.#options.now())
    if (offsetMs === undefined) return
    this.#offsetMs = offsetMs
    if (this.isRight) this.#rest()
    else this.#tell(offsetMs)
  }

  /** Seconds by which the homeserver's clock is ahead; undefined before it has answered. */
  get offsetSeconds(): number | undefined {
    return this.#offsetMs === undefined ? undefined : Math.round(this.#offsetMs / 1_000)
  }

  get isRight(): boolean {
    return isTolerable(this.#offsetMs ?? 0)
  }

  /** True once an answer has shown that the clock is right, until one shows that it is not. */
  get isConfirmed(): boolean {
    return this.#offsetMs !== undefined && this.isRight
  }

  #tell(offsetMs: number): void {
    // The clock of the log may be the wrong one, that of the process is not set.
    const now = performance.now()
    if (this.#toldAt !== undefined && now - this.#toldAt < repeatMs) return
    this.#toldAt = now
    this.#options.onWrong(Math.round(offsetMs / 1_000))
  }

  #rest(): void {
    if (this.#toldAt === undefined) return
    this.#toldAt = undefined
    this.#options.onRight()
  }
}

/** Milliseconds by which the other side's `Date` header is ahead of `now`. */
export function clockOffsetMs(date: string | null | undefined, now: number): number | undefined {
  const time = Date.parse(date ?? '')
  return Number.isNaN(time) ? undefined : time - now
}

export const isTolerable = (offsetMs: number): boolean => Math.abs(offsetMs) <= tolerableMs
