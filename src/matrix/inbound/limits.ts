import type { RoomId, UserId } from '../ports/ids.ts'

export interface LimitSettings {
  /** Answers that one person may get within a minute; 0 switches the limit off. */
  readonly perPersonPerMinute: number
  /** Answers that one room may get within a minute; 0 switches the limit off. */
  readonly perRoomPerMinute: number
}

export type Verdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly by: 'person' | 'room'; readonly first: boolean }

interface Bucket {
  tokens: number
  /** Milliseconds since 1970. */
  at: number
  told: boolean
}

const windowMs = 60_000
/** Buckets kept; the one unused for longest goes first, and is then full again. */
const maxBuckets = 10_000

/**
 * Token buckets that have to be full again before an exhausted one gives anything: who goes on asking stays unanswered, so that
 * another bot that answers each message cannot keep a conversation going.
 */
export class Limits {
  readonly #settings: LimitSettings
  readonly #buckets = new Map<string, Bucket>()
  readonly #now: () => number

  constructor(settings: LimitSettings, now: () => number) {
    this.#settings = settings
    this.#now = now
  }

  /** Takes a token of the person and of the room. `first` is true once for each time that a limit is reached. */
  take(roomId: RoomId, sender: UserId): Verdict {
    const { perPersonPerMinute, perRoomPerMinute } = this.#settings
    const person = this.#take(sender, perPersonPerMinute)
    if (person !== 'allowed') return { allowed: false, by: 'person', first: person === 'first' }
    const room = this.#take(roomId, perRoomPerMinute)
    if (room !== 'allowed') return { allowed: false, by: 'room', first: room === 'first' }
    return { allowed: true }
  }

  #take(key: string, size: number): 'allowed' | 'first' | 'exhausted' {
    if (size === 0) return 'allowed'
    const now = this.#now()
    const bucket = this.#buckets.get(key) ?? { tokens: size, at: now, told: false }
    this.#buckets.delete(key)
    this.#buckets.set(key, bucket)
    if (this.#buckets.size > maxBuckets) this.#forgetOldest()

    bucket.tokens = Math.min(size, bucket.tokens + (size * Math.max(0, now - bucket.at)) / windowMs)
    bucket.at = now
    if (bucket.told && bucket.tokens < size) {
      bucket.tokens = 0
      return 'exhausted'
    }
    bucket.told = bucket.tokens < 1
    if (bucket.told) return 'first'
    bucket.tokens -= 1
    return 'allowed'
  }

  #forgetOldest(): void {
    const oldest = this.#buckets.keys().next()
    if (oldest.done !== true) this.#buckets.delete(oldest.value)
  }
}
