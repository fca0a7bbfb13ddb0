import { isEventId, isUserId } from './ids.ts'
import type { EventId, UserId } from './ids.ts'
import { at, countAt, isObject, objectAt, stringAt } from '../client/json.ts'
import type { JsonObject } from '../client/json.ts'

/** An event of a room with its envelope checked; what is in `content` is not looked into yet. */
export interface RoomEvent {
  readonly eventId: EventId
  readonly type: string
  readonly sender: UserId
  /** Milliseconds since 1970, as the sender's homeserver states it. */
  readonly timestamp: number
  readonly stateKey: string | undefined
  readonly content: unknown
  /** Of who a membership is of, before it, if the homeserver tells. */
  readonly membershipBefore?: string | undefined
  /** Set by the homeserver on what this very device sent. */
  readonly transactionId: string | undefined
}

/** The specification bounds an event at 65,536 bytes; in memory a character may stand for up to six bytes of JSON. */
const maxSerializedLength = 6 * 65_536
const maxTypeLength = 255

/** Undefined if it isn't an event that a homeserver may send. */
export function decodeRoomEvent(raw: unknown): RoomEvent | undefined {
  if (!isObject(raw)) return undefined
  const { event_id: eventId, sender } = raw
  const type = stringAt(raw, 'type')
  const timestamp = countAt(raw, 'origin_server_ts')
  if (!isEventId(eventId) || !isUserId(sender) || timestamp === undefined) return undefined
  if (type === undefined || type.length > maxTypeLength) return undefined
  return {
    eventId,
    type,
    sender,
    timestamp,
    stateKey: stringAt(raw, 'state_key'),
    content: type === 'm.room.redaction' ? withRedacts(raw) : at(raw, 'content'),
    membershipBefore: stringAt(raw, 'unsigned', 'prev_content', 'membership'),
    transactionId: stringAt(raw, 'unsigned', 'transaction_id'),
  }
}

/**
 * Before room version 11 what a redaction removes stands outside of its content, where alone homeservers look at it then; later it is
 * repeated there.
 */
function withRedacts(raw: JsonObject): unknown {
  const content = objectAt(raw, 'content')
  const redacts = stringAt(raw, 'redacts') ?? stringAt(content, 'redacts')
  return { ...content, redacts }
}

/** JSON that `decodeRoomEvent` reads again, or undefined if the event is nested or grown beyond what is allowed. */
export function serializeRoomEvent(event: RoomEvent): string | undefined {
  try {
    const text = JSON.stringify({
      event_id: event.eventId,
      type: event.type,
      sender: event.sender,
      origin_server_ts: event.timestamp,
      state_key: event.stateKey,
      content: event.content,
    })
    return text.length <= maxSerializedLength ? text : undefined
  } catch {
    // Nesting deeper than the stack.
    return undefined
  }
}
