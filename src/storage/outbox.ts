import type {
  HandOverKey,
  OutgoingBox,
  OutgoingEntry,
  OutgoingItem,
  OwnMessage,
  OwnMessages,
} from '../matrix/ports/queues.ts'
import { integer, optionalText, text } from './database.ts'
import type { Database, Row } from './database.ts'

const ownMessages = `
  SELECT m.*, coalesce((
    SELECT change.note FROM outbox change WHERE change.about = m.transaction_id AND change.note IS NOT NULL
      AND change.waits_for IS NULL
    ORDER BY change.position DESC LIMIT 1
  ), m.note) AS latest_note
  FROM outbox m WHERE m.about IS NULL AND m.note IS NOT NULL AND m.state <> 'dropped'
    AND m.waits_for IS NULL`

/** There is an index on each; the record is the one that the message began with, in which these don't change. */
const handOverColumns: Readonly<Record<HandOverKey, string>> = {
  id: 'm.transaction_id',
  question: 'm.target_id',
  asker: `m.note ->> 'asker'`,
  consent: `m.note ->> 'consentId'`,
}

/** Events to be sent, in the order of their rooms, until the homeserver has acknowledged them. */
export class Outbox implements OutgoingBox, OwnMessages {
  readonly #database: Database
  readonly #now: () => number

  constructor(database: Database, now: () => number) {
    this.#database = database
    this.#now = now
  }

  /**
   * A transaction id that is known already is left as it is: the event is queued or sent. What is to be held back for an entry that is
   * sent or dropped already is released, or not needed, at once.
   */
  add(entry: OutgoingEntry): void {
    this.#database.transaction(() => {
      this.#insert(entry)
      const { after } = entry
      if (after === undefined) return
      const leader = this.#database.get(
        'SELECT state FROM outbox WHERE transaction_id = ?',
        after.transactionId,
      )
      const state = leader && text(leader, 'state')
      if (state === 'sent' || state === 'dropped') this.#release(after.transactionId, state)
    })
  }

  #insert({ transactionId, roomId, type, content, ...links }: OutgoingEntry): void {
    const {
      questionId = null,
      about = null,
      targetId = null,
      threadId = null,
      record = null,
      handOver = null,
      after,
    } = links
    this.#database.run(
      `INSERT INTO outbox (transaction_id, room_id, type, content, state, created_at,
         question_id, about, target_id, thread_id, note, hand_over, waits_for, waits_until)
       VALUES (?, ?, ?, ?, 'pending', ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (transaction_id) DO NOTHING`,
      ...[transactionId, roomId, type, content, this.#now()],
      ...[questionId, about, targetId, threadId, record, handOver],
      ...[after?.transactionId ?? null, after?.outcome ?? null],
    )
  }

  waitingRooms(): readonly string[] {
    const rows = this.#database.all(
      `SELECT DISTINCT room_id FROM outbox WHERE state = 'pending' AND waits_for IS NULL`,
    )
    return rows.map((row) => text(row, 'room_id'))
  }

  next(roomId: string): OutgoingItem | undefined {
    const row = this.#database.get(
      `SELECT item.*, target.event_id AS about_event_id
       FROM outbox item LEFT JOIN outbox target ON target.transaction_id = item.about
       WHERE item.state = 'pending' AND item.waits_for IS NULL AND item.room_id = ? ORDER BY item.position LIMIT 1`,
      roomId,
    )
    if (row === undefined) return undefined
    const about = optionalText(row, 'about')
    const aboutEventId = optionalText(row, 'about_event_id')
    return {
      transactionId: text(row, 'transaction_id'),
      roomId: text(row, 'room_id'),
      type: text(row, 'type'),
      content: text(row, 'content'),
      createdAt: integer(row, 'created_at'),
      ...(about !== undefined && { about }),
      ...(aboutEventId !== undefined && { aboutEventId }),
    }
  }

  replace(transactionId: string, { type, content }: Pick<OutgoingEntry, 'type' | 'content'>): void {
    this.#database.run(
      `UPDATE outbox SET type = ?, content = ? WHERE transaction_id = ? AND state = 'pending'`,
      ...[type, content, transactionId],
    )
  }

  /**
   * Keeps which event answers which question, and forgets the content. Returns the rooms in which something waits now that was held
   * back for this.
   */
  sent(transactionId: string, eventId: string): readonly string[] {
    return this.#finish(transactionId, 'sent', { eventId })
  }

  /** Returns the rooms in which something waits now that was held back for this. What is sent or dropped already stays so. */
  dropped(transactionId: string, reason: string): readonly string[] {
    return this.#finish(transactionId, 'dropped', { reason })
  }

  #finish(
    transactionId: string,
    outcome: 'sent' | 'dropped',
    { eventId, reason }: { readonly eventId?: string; readonly reason?: string },
  ): readonly string[] {
    return this.#database.transaction(() => {
      const changed = this.#database.run(
        `UPDATE outbox SET state = ?, event_id = ?, reason = ?, content = NULL
         WHERE transaction_id = ? AND state = 'pending'`,
        ...[outcome, eventId ?? null, reason ?? null, transactionId],
      )
      return changed === 0 ? [] : this.#release(transactionId, outcome)
    })
  }

  /** Entries held back for this outcome are as old as the outcome; those for the other one are not needed any more. */
  #release(transactionId: string, outcome: 'sent' | 'dropped'): readonly string[] {
    const held = `waits_for = ? AND waits_until = ? AND state = 'pending'`
    const rows = this.#database.all(
      `SELECT DISTINCT room_id FROM outbox WHERE ${held}`,
      transactionId,
      outcome,
    )
    this.#database.run(
      `UPDATE outbox SET waits_for = NULL, created_at = ? WHERE ${held}`,
      ...[this.#now(), transactionId, outcome],
    )
    this.#database.run(
      `UPDATE outbox SET state = 'dropped', reason = 'not needed', content = NULL
       WHERE waits_for = ? AND state = 'pending'`,
      transactionId,
    )
    return rows.map((row) => text(row, 'room_id'))
  }

  /** True if the bot sent this event and still remembers it. */
  hasSent(eventId: string): boolean {
    return this.#database.get('SELECT 1 FROM outbox WHERE event_id = ?', eventId) !== undefined
  }

  /** The bot's messages that answer or judge the event, oldest first. */
  answersTo(eventId: string): readonly OwnMessage[] {
    const sql = `${ownMessages} AND (m.question_id = ? OR m.target_id = ?) ORDER BY m.position`
    return this.#database.all(sql, eventId, eventId).map(toOwnMessage)
  }

  /** The bot's messages that were given another wording because of the event. */
  rewordedFor(eventId: string): readonly OwnMessage[] {
    const changed = 'SELECT about FROM outbox WHERE question_id = ?'
    return this.#database
      .all(`${ownMessages} AND m.transaction_id IN (${changed})`, eventId)
      .map(toOwnMessage)
  }

  /** The bot's message that became this event. */
  sentAs(eventId: string): OwnMessage | undefined {
    const row = this.#database.get(`${ownMessages} AND m.event_id = ?`, eventId)
    return row && toOwnMessage(row)
  }

  /** The bot's newest message in a thread, or outside of any. */
  lastIn(roomId: string, threadId: string | undefined): OwnMessage | undefined {
    const sql = `${ownMessages} AND m.room_id = ? AND m.thread_id IS ? ORDER BY m.position DESC LIMIT 1`
    const row = this.#database.get(sql, roomId, threadId ?? null)
    return row && toOwnMessage(row)
  }

  /** Transaction ids of the reactions that the bot put to a message of its own and did not take away again. */
  reactionsTo(transactionId: string): readonly string[] {
    const rows = this.#database.all(
      `SELECT transaction_id FROM outbox reaction
       WHERE about = ? AND type = 'm.reaction' AND state <> 'dropped' AND NOT EXISTS (
         SELECT 1 FROM outbox removal WHERE removal.about = reaction.transaction_id
       ) ORDER BY position`,
      transactionId,
    )
    return rows.map((row) => text(row, 'transaction_id'))
  }

  /** The bot's messages that handed a question over and have this in their record or links, oldest first. */
  handOvers(by: HandOverKey, value: string): readonly OwnMessage[] {
    const sql = `${ownMessages} AND m.hand_over = m.transaction_id AND ${handOverColumns[by]} = ? ORDER BY m.position`
    return this.#database.all(sql, value).map(toOwnMessage)
  }

  /** Number of events that wait to be sent. */
  depth(): number {
    const row = this.#database.get(
      `SELECT count(*) AS number FROM outbox WHERE state = 'pending' AND waits_for IS NULL`,
    )
    return row ? integer(row, 'number') : 0
  }

  /**
   * Forgets finished events queued before `time`, and what belongs to a hand-over once that began before `handOverTime` (both in
   * milliseconds since 1970); returns how many.
   */
  purge(time: number, handOverTime: number): number {
    return this.#database.run(
      `DELETE FROM outbox WHERE state <> 'pending' AND CASE WHEN hand_over IS NULL THEN created_at < ? ELSE NOT EXISTS (
         SELECT 1 FROM outbox post WHERE post.transaction_id = outbox.hand_over AND post.created_at >= ?
       ) END`,
      ...[time, handOverTime],
    )
  }
}

const toOwnMessage = (row: Row): OwnMessage => ({
  transactionId: text(row, 'transaction_id'),
  roomId: text(row, 'room_id'),
  eventId: optionalText(row, 'event_id'),
  questionId: optionalText(row, 'question_id'),
  targetId: optionalText(row, 'target_id'),
  threadId: optionalText(row, 'thread_id'),
  record: text(row, 'latest_note'),
  handOver: optionalText(row, 'hand_over'),
  createdAt: integer(row, 'created_at'),
})
