import { setTimeout as delay } from 'node:timers/promises'
import { isRetryable, MatrixRequestError } from './request-error.ts'

/** First pause after a failure, in milliseconds; doubled with each further one. */
const baseMs = 500
/** Longest pause that the bot chooses by itself. */
const maxMs = 30_000
/** Longest pause that a server may ask for; a longer one is taken for an error of the server. */
const maxAskedMs = 10 * 60_000

/**
 * Pause before the next attempt, in milliseconds: exponential, spread over the upper half so that many bots (or rooms) don't
 * come back at once, and never shorter than what the server asked for.
 */
export function backoffMs(failures: number, error: unknown, random: () => number): number {
  const own = Math.min(maxMs, baseMs * 2 ** Math.max(0, Math.min(failures - 1, 16)))
  const asked = error instanceof MatrixRequestError ? (error.retryAfterMs ?? 0) : 0
  const jitter = 0.5 + random() / 2
  return Math.ceil(asked > 0 ? Math.min(asked, maxAskedMs) + own * jitter * 0.1 : own * jitter)
}

export interface RetryOptions {
  readonly attempts: number
  readonly signal: AbortSignal
  readonly random: () => number
  /** Told before each pause. */
  readonly onRetry?: (error: unknown, retryInMs: number) => void
}

/** Runs `operation` until it succeeds, fails for good, or `attempts` are used up; then its last error is thrown. */
export async function withRetries<T>(operation: () => Promise<T>, options: RetryOptions): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await operation()
    } catch (error) {
      if (failures >= options.attempts || !isRetryable(error)) throw error
      const retryInMs = backoffMs(failures, error, options.random)
      options.onRetry?.(error, retryInMs)
      await delay(retryInMs, undefined, { signal: options.signal })
    }
  }
}
