import { createHash } from 'node:crypto'
import type { RoomEncryption } from '../ports/encryption.ts'
import type { EventId, RoomId } from '../ports/ids.ts'
import type { OutgoingEntry } from '../ports/queues.ts'

export interface Message {
  readonly roomId: RoomId
  /** The reason for the message, the same whenever it is made again, e.g. the id of the event it answers. */
  readonly cause: string
  readonly content: Readonly<Record<string, unknown>>
  /** Kept to follow the message later. */
  readonly links?: Links
}

export type Links = Pick<
  OutgoingEntry,
  'questionId' | 'about' | 'targetId' | 'threadId' | 'record' | 'handOver'
>

export const messageType = 'm.room.message'
export const reactionType = 'm.reaction'
export const redactionType = 'm.room.redaction'

/** Makes an outbox entry of a message: encrypted if its room is, with a transaction id that follows from its cause. */
export async function toOutgoing(
  encryption: Pick<RoomEncryption, 'encrypt'>,
  { roomId, cause, content, links }: Message,
): Promise<OutgoingEntry> {
  const event = await encryption.encrypt(roomId, { type: messageType, content })
  return {
    transactionId: transactionIdFor(cause),
    roomId,
    type: event.type,
    content: JSON.stringify(event.content),
    ...links,
  }
}

/** The same entry, to be sent once it is known that another one was, or was not. */
export const heldBack = (
  entry: OutgoingEntry,
  { transactionId }: OutgoingEntry,
  outcome: 'sent' | 'dropped',
): OutgoingEntry => ({ ...entry, after: { transactionId, outcome } })

/** A reaction to an own message, which may still be on its way. Reactions are never encrypted, so that they can be counted. */
export function toReaction(roomId: RoomId, about: string, key: string, cause: string): OutgoingEntry {
  const content = { 'm.relates_to': { rel_type: 'm.annotation', key } }
  return {
    transactionId: transactionIdFor(`${cause}:${about}:${key}`),
    ...{ roomId, about, type: reactionType, content: JSON.stringify(content) },
  }
}

/** A reaction to a message of somebody's. */
export function toMark(roomId: RoomId, eventId: EventId, key: string): OutgoingEntry {
  const content = { 'm.relates_to': { rel_type: 'm.annotation', event_id: eventId, key } }
  return {
    transactionId: transactionIdFor(`mark:${eventId}:${key}`),
    ...{ roomId, type: reactionType, content: JSON.stringify(content) },
  }
}

/** Takes an own event back; `record` says what is left of it. */
export function toRedaction(roomId: RoomId, about: string, record?: string): OutgoingEntry {
  return {
    transactionId: transactionIdFor(`redaction:${about}`),
    ...{ roomId, about, type: redactionType, content: '{}' },
    ...(record !== undefined && { record }),
  }
}

/** Ids of old room versions may hold any character; the hash is safe in a path and of one length. */
const transactionIdFor = (cause: string) => createHash('sha256').update(cause).digest('base64url')
