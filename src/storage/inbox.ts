import type {
  IncomingBox,
  IncomingEntry,
  IncomingItem,
  OutgoingEntry,
  RoomStore,
  SyncJournal,
  SyncRecord,
  WorkGroup,
} from '../matrix/ports/queues.ts'
import { integer, optionalText, text } from './database.ts'
import type { Database, Row } from './database.ts'
import type { Outbox } from './outbox.ts'

export interface InboxDepth {
  readonly pending: number
  readonly parked: number
  readonly setAside: number
}

/** By then what the bot says has reached the room, and nobody has read and answered it yet. */
const shownAfterMs = 1_000

const tokenKey = 'sync-token'

/** Received events, in the order of their rooms, from the sync response until their handling is decided. */
export class Inbox implements IncomingBox, SyncJournal, RoomStore {
  readonly #database: Database
  readonly #outbox: Outbox
  readonly #now: () => number
  /** Calls of `wake`, and how many there had been when an item was handed out. */
  #wakes = 0
  readonly #handedOut = new Map<string, number>()

  constructor(database: Database, outbox: Outbox, now: () => number) {
    this.#database = database
    this.#outbox = outbox
    this.#now = now
  }

  token(): string | undefined {
    const row = this.#database.get('SELECT value FROM settings WHERE key = ?', tokenKey)
    return row && text(row, 'value')
  }

  /** Stores all of a sync response in one transaction. What is known already, even if handled long ago, is not stored again. */
  record({ token, entries, rooms }: SyncRecord): void {
    this.#database.transaction(() => {
      this.#insert(this.#nextBatch(), entries)
      for (const [roomId, facts] of rooms) this.saveRoom(roomId, facts)
      this.#database.run('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)', tokenKey, token)
    })
  }

  /** Stores what no sync response brought. */
  add(entries: readonly IncomingEntry[]): void {
    this.#database.transaction(() => {
      this.#insert(this.#nextBatch(), entries)
    })
  }

  saveRoom(roomId: string, facts: string | undefined): void {
    if (facts === undefined) this.#database.run('DELETE FROM rooms WHERE room_id = ?', roomId)
    else this.#database.run('INSERT OR REPLACE INTO rooms (room_id, facts) VALUES (?, ?)', roomId, facts)
  }

  /** Facts of all rooms, as JSON by room id. */
  rooms(): ReadonlyMap<string, string> {
    const rows = this.#database.all('SELECT room_id, facts FROM rooms')
    return new Map(rows.map((row) => [text(row, 'room_id'), text(row, 'facts')]))
  }

  /** Rooms in which something waits to be handled. */
  waitingRooms(): readonly string[] {
    const rows = this.#database.all(`SELECT DISTINCT room_id FROM inbox WHERE state = 'pending'`)
    return rows.map((row) => text(row, 'room_id'))
  }

  /** The oldest item that waits in a room: of who comes and goes (`membership`), or of all else. */
  next(roomId: string, group: WorkGroup = 'conversation'): IncomingItem | undefined {
    const row = this.#database.get(
      `SELECT * FROM inbox WHERE state = 'pending' AND room_id = ?
         AND kind ${group === 'membership' ? 'IN' : 'NOT IN'} ('invitation', 'state') ORDER BY batch, position LIMIT 1`,
      roomId,
    )
    const item = row && toItem(row)
    if (item !== undefined) this.#handedOut.set(item.key, this.#wakes)
    return item
  }

  /** True if nothing else came or was said in the item's room since it came, or just before, when it may not have been shown yet. */
  isLatest(key: string): boolean {
    const sql = `SELECT 1 FROM inbox item WHERE item.key = ?
      AND NOT EXISTS (
        SELECT 1 FROM inbox later WHERE later.batch >= item.batch AND later.room_id = item.room_id
        AND (later.batch > item.batch OR later.position > item.position)
      ) AND NOT EXISTS (
        SELECT 1 FROM outbox own WHERE own.created_at > item.received_at - ? AND own.room_id = item.room_id
      )`
    return this.#database.get(sql, key, shownAfterMs) !== undefined
  }

  /** Marks the item as handled, forgets its content and queues what is to be sent for it, all at once. */
  settle(key: string, outgoing: readonly OutgoingEntry[]): void {
    this.#database.transaction(() => {
      this.#close(key, 'done', undefined)
      for (const entry of outgoing) this.#outbox.add(entry)
    })
  }

  /** Takes an item that cannot be handled out of the way; the reason stays, the content does not. */
  setAside(key: string, reason: string): void {
    this.#close(key, 'set-aside', reason)
  }

  /** Takes away an event that was redacted before it was handled; one of another room, or that says how the room is, is left alone. */
  withdraw(roomId: string, key: string): void {
    this.#handedOut.delete(key)
    const sql = `UPDATE inbox SET state = 'done', payload = NULL WHERE key = ? AND room_id = ?
      AND kind = 'event' AND state IN ('pending', 'parked')`
    this.#database.run(sql, key, roomId)
  }

  /** Keeps an item without holding up its room, until `wake`; one that was woken since it was handed out is queued at once. */
  park(key: string, reason: string, outgoing: readonly OutgoingEntry[] = []): void {
    const isWoken = this.#wakes > (this.#handedOut.get(key) ?? this.#wakes)
    this.#handedOut.delete(key)
    this.#database.transaction(() => {
      const state = isWoken ? 'pending' : 'parked'
      this.#database.run('UPDATE inbox SET state = ?, reason = ? WHERE key = ?', state, reason, key)
      for (const entry of outgoing) this.#outbox.add(entry)
    })
  }

  /** Queues the parked items of a room, or of all rooms, again; returns how many. */
  wake(roomId?: string): number {
    this.#wakes += 1
    const sql = `UPDATE inbox SET state = 'pending' WHERE state = 'parked'`
    return roomId === undefined
      ? this.#database.run(sql)
      : this.#database.run(`${sql} AND room_id = ?`, roomId)
  }

  /** Puts what was found in a gap into its place in the order, and closes the gap. */
  fill(gap: IncomingItem, entries: readonly IncomingEntry[]): void {
    this.#database.transaction(() => {
      this.#insert(gap.batch, entries, -entries.length)
      this.#close(gap.key, 'done', undefined)
    })
  }

  depth(): InboxDepth {
    const rows = this.#database.all(
      `SELECT state, count(*) AS number FROM inbox WHERE state <> 'done' GROUP BY state`,
    )
    const counts = new Map(rows.map((row) => [text(row, 'state'), integer(row, 'number')]))
    return {
      pending: counts.get('pending') ?? 0,
      parked: counts.get('parked') ?? 0,
      setAside: counts.get('set-aside') ?? 0,
    }
  }

  /** Why the newest invitation to a room was set aside, by room. */
  refusals(): ReadonlyMap<string, string> {
    const rows = this.#database.all(
      `SELECT room_id, reason FROM inbox WHERE kind = 'invitation' ORDER BY batch, position`,
    )
    const newest = new Map(rows.map((row) => [text(row, 'room_id'), optionalText(row, 'reason')]))
    return new Map(
      [...newest].flatMap(([roomId, reason]) => (reason === undefined ? [] : [[roomId, reason]])),
    )
  }

  /** Forgets what is finished or still waits for a key, received before `time` (milliseconds since 1970); returns how many. */
  purge(time: number): number {
    const sql = `DELETE FROM inbox WHERE received_at < ? AND state <> 'pending'`
    return this.#database.run(sql, time)
  }

  #nextBatch(): number {
    const row = this.#database.get('SELECT coalesce(max(batch), 0) + 1 AS batch FROM inbox')
    return row ? integer(row, 'batch') : 1
  }

  #insert(batch: number, entries: readonly IncomingEntry[], firstPosition = 0): void {
    entries.forEach(({ key, roomId, kind, payload }, index) => {
      this.#database.run(
        `INSERT INTO inbox (key, batch, position, room_id, kind, state, payload, received_at)
         VALUES (?, ?, ?, ?, ?, 'pending', ?, ?) ON CONFLICT (key) DO NOTHING`,
        ...[key, batch, firstPosition + index, roomId, kind, payload, this.#now()],
      )
    })
  }

  #close(key: string, state: 'done' | 'set-aside', reason: string | undefined): void {
    this.#handedOut.delete(key)
    const sql = 'UPDATE inbox SET state = ?, reason = ?, payload = NULL WHERE key = ?'
    this.#database.run(sql, state, reason ?? null, key)
  }
}

function toItem(row: Row): IncomingItem {
  return {
    key: text(row, 'key'),
    roomId: text(row, 'room_id'),
    kind: text(row, 'kind'),
    payload: optionalText(row, 'payload') ?? '',
    batch: integer(row, 'batch'),
    receivedAt: integer(row, 'received_at'),
  }
}
