import type { IncomingEntry, OutgoingEntry } from '../ports/queues.ts'

/** The result of handling an item of the inbox. */
export type Handling =
  | { readonly kind: 'settled'; readonly outgoing: readonly OutgoingEntry[] }
  /** Kept until its room is woken; the room goes on. */
  | { readonly kind: 'parked'; readonly reason: string; readonly outgoing: readonly OutgoingEntry[] }
  /** Left as it is for so many milliseconds, along with what comes after it in its room and of its group. */
  | { readonly kind: 'postponed'; readonly retryInMs: number }
  /** Events that were missing come in the item's place. */
  | { readonly kind: 'filled'; readonly entries: readonly IncomingEntry[] }

export const nothingToSend: Handling = { kind: 'settled', outgoing: [] }
