export interface IncomingEntry {
  /** Event id, or another id that is the same whenever the same thing is received again. */
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
  /** The event that this answers, or because of which it changes what `about` names. */
  readonly questionId?: string
  /** Transaction id of the own message that this changes, reacts to or removes. */
  readonly about?: string
  /** The message that was judged. */
  readonly targetId?: string
  readonly threadId?: string
  /** JSON with what has to be known of the message later; without any text. */
  readonly record?: string
  /** Transaction id of the message that handed a question over, if this is that message or belongs to it. */
  readonly handOver?: string
  /** Held back until it is known what became of another entry, and then sent only if it is this. */
  readonly after?: { readonly transactionId: string; readonly outcome: 'sent' | 'dropped' }
}

/** An entry as the sender needs it. */
export interface OutgoingItem extends Pick<
  OutgoingEntry,
  'transactionId' | 'roomId' | 'type' | 'content' | 'about'
> {
  /** Milliseconds since 1970. */
  readonly createdAt: number
  /** The event that `about` has become. */
  readonly aboutEventId?: string
}

/** A message of the bot's, as it stands after all changes. */
export interface OwnMessage {
  readonly transactionId: string
  readonly roomId: string
  /** Undefined until the homeserver has acknowledged it. */
  readonly eventId: string | undefined
  readonly questionId: string | undefined
  readonly targetId: string | undefined
  readonly threadId: string | undefined
  readonly record: string
  readonly handOver: string | undefined
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

/** By what a message that handed a question over is found: its transaction id, or what it is about. */
export type HandOverKey = 'id' | 'question' | 'asker' | 'consent'

/** The bot's own messages, for as long as they are remembered. */
export interface OwnMessages {
  /** True if the bot sent this event. */
  hasSent(eventId: string): boolean
  /** Those that answer or judge the event, oldest first. */
  answersTo(eventId: string): readonly OwnMessage[]
  /** Those that were given another wording because of the event. */
  rewordedFor(eventId: string): readonly OwnMessage[]
  sentAs(eventId: string): OwnMessage | undefined
  /** The newest one in a thread, or outside of any. */
  lastIn(roomId: string, threadId: string | undefined): OwnMessage | undefined
  /** Transaction ids of the bot's own reactions to the message. */
  reactionsTo(transactionId: string): readonly string[]
  /** Those that handed a question over and have this in their record or links, oldest first. */
  handOvers(by: HandOverKey, value: string): readonly OwnMessage[]
}

export interface SyncRecord {
  readonly token: string
  readonly entries: readonly IncomingEntry[]
  /** Facts of the rooms that the response changed, as JSON; undefined for rooms to be forgotten. */
  readonly rooms: ReadonlyMap<string, string | undefined>
}

/** Where a sync response is stored; everything in one transaction. */
export interface SyncJournal {
  token(): string | undefined
  record(response: SyncRecord): void
}

export interface RoomStore {
  /** Facts of all rooms, as JSON by room id. */
  rooms(): ReadonlyMap<string, string>
  /** Forgets the room if there are no facts. */
  saveRoom(roomId: string, facts: string | undefined): void
}

/**
 * Messages (and the gaps between them) are worked on apart from who comes and goes, so that no answer waits for a room to be entered or
 * left.
 */
export type WorkGroup = 'conversation' | 'membership'

/** Where the worker takes its work from, and says what became of it. */
export interface IncomingBox {
  waitingRooms(): readonly string[]
  /** The oldest item of a group that waits in the room. */
  next(roomId: string, group: WorkGroup): IncomingItem | undefined
  /** Adds work that no sync response brought. */
  add(entries: readonly IncomingEntry[]): void
  /** The end of an item's handling and what is to be sent for it are stored together. */
  settle(key: string, outgoing: readonly OutgoingEntry[]): void
  setAside(key: string, reason: string): void
  /** An event of this room that still waits is not handled any more. */
  withdraw(roomId: string, key: string): void
  /** True if nothing else came or was said in the item's room since it came, or just before. */
  isLatest(key: string): boolean
  park(key: string, reason: string, outgoing: readonly OutgoingEntry[]): void
  wake(roomId?: string): number
  fill(gap: IncomingItem, entries: readonly IncomingEntry[]): void
}

/** Where the sender takes its work from. */
export interface OutgoingBox {
  /** An entry whose transaction id is known already is left out. */
  add(entry: OutgoingEntry): void
  waitingRooms(): readonly string[]
  next(roomId: string): OutgoingItem | undefined
  /** Has another type and content sent in its place from now on. */
  replace(transactionId: string, event: Pick<OutgoingEntry, 'type' | 'content'>): void
  /** Returns the rooms in which something waits now that was held back for this. */
  sent(transactionId: string, eventId: string): readonly string[]
  dropped(transactionId: string, reason: string): readonly string[]
}
