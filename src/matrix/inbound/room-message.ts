import type { SkipReason } from '../ports/bot-events.ts'
import type { EventId, RoomId, UserId } from '../ports/ids.ts'

/** Author and place of a message. */
export interface MessagePlace {
  readonly roomId: RoomId
  readonly eventId: EventId
  readonly sender: UserId
  /** The message that this one answers on purpose. */
  readonly repliesTo: EventId | undefined
  /** Root of the thread in which it was said. */
  readonly thread: EventId | undefined
}

/** A text message of a person, decoded. */
export interface RoomMessage extends MessagePlace {
  /** Milliseconds since 1970, as the homeserver states it. */
  readonly timestamp: number
  /** The text without the quotation of the message replied to, which older clients put in front. */
  readonly body: string
  readonly html: string | undefined
  /** Users named in `m.mentions`; undefined if the sender's client doesn't know this property. */
  readonly mentions: readonly UserId[] | undefined
}

export type DecodedEvent =
  | { readonly kind: 'message'; readonly message: RoomMessage }
  /** A message that is no text, such as a file. */
  | { readonly kind: 'attachment'; readonly message: MessagePlace }
  /** A new wording of an earlier message. */
  | { readonly kind: 'edit'; readonly edited: EventId; readonly message: RoomMessage }
  | { readonly kind: 'reaction'; readonly target: EventId; readonly key: string; readonly sender: UserId }
  | { readonly kind: 'redaction'; readonly target: EventId; readonly sender: UserId }
  | { readonly kind: 'tombstone'; readonly replacement: RoomId; readonly sender: UserId }
  | { readonly kind: 'departure'; readonly userId: UserId }
  | { readonly kind: 'skipped'; readonly reason: SkipReason }
