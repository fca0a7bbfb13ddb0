import { createHash } from 'node:crypto'
import type { RoomEncryption } from '../encryption-port.ts'
import type { RoomId } from '../ids.ts'
import type { OutgoingEntry } from './boxes.ts'

export interface Message {
  readonly roomId: RoomId
  /** What the message is for, the same whenever it is made again, e.g. the id of the event it answers. */
  readonly cause: string
  readonly questionId?: string
  readonly content: Readonly<Record<string, unknown>>
}

/** Makes an outbox entry of a message: encrypted if its room is, with a transaction id that follows from its cause. */
export async function toOutgoing(
  encryption: Pick<RoomEncryption, 'encrypt'>,
  { roomId, cause, questionId, content }: Message,
): Promise<OutgoingEntry> {
  const event = await encryption.encrypt(roomId, { type: 'm.room.message', content })
  return {
    transactionId: transactionIdFor(cause),
    roomId,
    type: event.type,
    content: JSON.stringify(event.content),
    ...(questionId !== undefined && { questionId }),
  }
}

/** Ids of old room versions may hold any character; the hash is safe in a path and of one length. */
const transactionIdFor = (cause: string) => createHash('sha256').update(cause).digest('base64url')
