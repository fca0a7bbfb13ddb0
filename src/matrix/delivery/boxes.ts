export interface IncomingEntry {
  readonly key: string
  readonly roomId: string
  readonly kind: string
  /** JSON. */
  readonly payload: string
}

export interface IncomingItem extends IncomingEntry {
  /** Sync response that it came with. */
  readonly batch: number
  /** Milliseconds since 1970. */
  readonly receivedAt: number
}

export interface OutgoingEntry {
  /** The same for every attempt, so that the homeserver recognises a repeat. */
  readonly transactionId: string
  readonly roomId: string
  readonly type: string
  /** JSON, sent as it is. */
  readonly content: string
  /** The event that this answers. */
  readonly questionId?: string
}

export interface OutgoingItem extends OutgoingEntry {
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

/** Where a sync response becomes durable; everything in one transaction. */
export interface SyncJournal {
  token(): string | undefined
  record(response: {
    readonly token: string
    readonly entries: readonly IncomingEntry[]
    readonly rooms: ReadonlyMap<string, string>
  }): void
}

/** Where the worker takes its work from, and says what became of it. */
export interface IncomingBox {
  waitingRooms(): readonly string[]
  next(roomId: string): IncomingItem | undefined
  /** The end of an item's handling and what is to be sent for it become durable together. */
  settle(key: string, outgoing: readonly OutgoingEntry[]): void
  setAside(key: string, reason: string): void
  park(key: string, reason: string, outgoing: readonly OutgoingEntry[]): void
  wake(roomId?: string): number
  fill(gap: IncomingItem, entries: readonly IncomingEntry[]): void
}

/** Where the sender takes its work from. */
export interface OutgoingBox {
  waitingRooms(): readonly string[]
  next(roomId: string): OutgoingItem | undefined
  sent(transactionId: string, eventId: string): void
  dropped(transactionId: string, reason: string): void
  hasSent(eventId: string): boolean
}
