import { finish } from '../../src/language/steps.ts'
import type { Outcome } from '../../src/replies/types.ts'
import type { Utterance } from '../../src/core/utterance.ts'
import { createAnswers } from '../../src/matrix/conversation/answers.ts'
import type { UserEvent, Place } from '../../src/matrix/conversation/user-event.ts'
import type { Handling } from '../../src/matrix/inbound/handling.ts'
import type { OutgoingEntry } from '../../src/matrix/ports/queues.ts'
import { isEventId, isRoomId, isUserId } from '../../src/matrix/ports/ids.ts'
import type { EventId, RoomId, UserId } from '../../src/matrix/ports/ids.ts'
import type { RoomMessage } from '../../src/matrix/inbound/room-message.ts'
import { Database } from '../../src/storage/database.ts'
import { Inbox } from '../../src/storage/inbox.ts'
import { Outbox } from '../../src/storage/outbox.ts'
import { temporaryDirectory } from './temporary-directory.ts'

export function roomId(name: string): RoomId {
  const id = `!${name}:staff.test`
  if (!isRoomId(id)) throw new TypeError(id)
  return id
}
export function eventId(name: string): EventId {
  const id = `$${name}`
  if (!isEventId(id)) throw new TypeError(id)
  return id
}
export function userId(name: string): UserId {
  const id = `@${name}:staff.test`
  if (!isUserId(id)) throw new TypeError(id)
  return id
}

export const room = roomId('room')
export const anna = userId('anna')
export const ben = userId('ben')
export const place = (event: string): Place => ({ roomId: room, eventId: eventId(event) })

export const messageOf = (event: string, body: string, more: Partial<RoomMessage> = {}): RoomMessage => ({
  roomId: room,
  eventId: eventId(event),
  sender: anna,
  timestamp: 0,
  ...{ body, html: undefined, mentions: undefined, repliesTo: undefined, thread: undefined },
  ...more,
})

/** Declines what has a `?` in it with the text itself, and ignores all else. */
export const echoCore = {
  *respondInSteps({ text }: Utterance): Generator<undefined, Outcome> {
    yield
    if (!text.includes('?')) return { kind: 'ignore', reason: 'not-a-question' }
    const reply = { language: 'de' as const, blocks: [{ type: 'paragraph' as const, content: [text] }] }
    return { kind: 'decline', entry: undefined, open: [], reply }
  },
}

/** The outcome of that core. */
export const echoed = (utterance: Utterance): Outcome => finish(echoCore.respondInSteps(utterance))

/** The bot's own messages in a database of their own, sent as soon as they are queued. */
export class Mailbox implements Disposable {
  readonly #directory = temporaryDirectory()
  readonly #database = Database.open(this.#directory.path)
  readonly outbox = new Outbox(this.#database, () => 0)
  readonly inbox = new Inbox(this.#database, this.outbox, () => 0)
  readonly answers = createAnswers({
    encryption: { encrypt: (_, event) => Promise.resolve(event) },
    messages: this.outbox,
    mayOffer: () => Promise.resolve(this.offers),
    placementOf: () => Promise.resolve(this.placement),
  })
  placement = { isDirect: true, isAdjacent: false }
  /** True if declines come with the offer to hand the question over. */
  offers = false
  #sent = 0

  /** Sends everything that is sent if all goes well, as events `$own1`, `$own2`, …; returns what was sent with its content parsed. */
  deliver(outgoing: readonly OutgoingEntry[]): readonly Delivered[] {
    for (const entry of outgoing) this.outbox.add(entry)
    const isNeeded = ({ after }: OutgoingEntry) => after?.outcome !== 'dropped'
    return outgoing.filter(isNeeded).map((entry) => {
      this.outbox.sent(entry.transactionId, `$own${++this.#sent}`)
      return { type: entry.type, about: entry.about, content: JSON.parse(entry.content) as Content }
    })
  }

  async handle(handling: Promise<Handling | undefined>): Promise<readonly Delivered[] | undefined> {
    const result = await handling
    return result?.kind === 'settled' ? this.deliver(result.outgoing) : undefined
  }

  [Symbol.dispose](): void {
    this.#database[Symbol.dispose]()
    this.#directory[Symbol.dispose]()
  }
}

type Content = Readonly<Record<string, unknown>>

export interface Delivered {
  readonly type: string
  readonly about: string | undefined
  readonly content: Content
}

export const reaction = (target: string, key: string, sender: UserId = anna): UserEvent => ({
  kind: 'reaction',
  ...{ target: eventId(target), key, sender },
})
