import { integer, optionalText, text } from './database.ts'
import type { Database } from './database.ts'

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

export interface OutboxItem extends OutgoingEntry {
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

/** Events to be sent, in the order of their rooms, until the homeserver has acknowledged them. */
export class Outbox {
  readonly #database: Database
  readonly #now: () => number

  constructor(database: Database, now: () => number) {
    this.#database = database
    this.#now = now
  }

  /** A transaction id that is known already is left as it is: the event is queued or sent. */
  add({ transactionId, roomId, type, content, questionId }: OutgoingEntry): void {
    this.#database.run(
      `INSERT INTO outbox (transaction_id, room_id, type, content, state, question_id, created_at)
       VALUES (?, ?, ?, ?, 'pending', ?, ?) ON CONFLICT (transaction_id) DO NOTHING`,
      ...[transactionId, roomId, type, content, questionId ?? null, this.#now()],
    )
  }

  waitingRooms(): readonly string[] {
    const rows = this.#database.all(`SELECT DISTINCT room_id FROM outbox WHERE state = 'pending'`)
    return rows.map((row) => text(row, 'room_id'))
  }

  next(roomId: string): OutboxItem | undefined {
    const row = this.#database.get(
      `SELECT * FROM outbox WHERE state = 'pending' AND room_id = ? ORDER BY position LIMIT 1`,
      roomId,
    )
    if (row === undefined) return undefined
    const questionId = optionalText(row, 'question_id')
    return {
      transactionId: text(row, 'transaction_id'),
      roomId: text(row, 'room_id'),
      type: text(row, 'type'),
      content: text(row, 'content'),
      createdAt: integer(row, 'created_at'),
      ...(questionId !== undefined && { questionId }),
    }
  }

  /** Keeps which event answers which question, and forgets the content. */
  sent(transactionId: string, eventId: string): void {
    this.#database.run(
      `UPDATE outbox SET state = 'sent', event_id = ?, content = NULL
       WHERE transaction_id = ? AND state = 'pending'`,
      ...[eventId, transactionId],
    )
  }

  dropped(transactionId: string, reason: string): void {
    this.#database.run(
      `UPDATE outbox SET state = 'dropped', reason = ?, content = NULL WHERE transaction_id = ?`,
      ...[reason, transactionId],
    )
  }

  /** True if the bot sent this event and still remembers it. */
  hasSent(eventId: string): boolean {
    return this.#database.get('SELECT 1 FROM outbox WHERE event_id = ?', eventId) !== undefined
  }

  /** Number of events that wait to be sent. */
  depth(): number {
    const row = this.#database.get(`SELECT count(*) AS number FROM outbox WHERE state = 'pending'`)
    return row ? integer(row, 'number') : 0
  }

  /** Forgets finished events queued before `time` (milliseconds since 1970); returns how many. */
  purge(time: number): number {
    return this.#database.run(`DELETE FROM outbox WHERE created_at < ? AND state <> 'pending'`, time)
  }
}
