import type { OutgoingEntry, OwnMessages } from '../ports/queues.ts'
import { toRedaction } from '../outbound/outgoing.ts'
import type { RoomId } from '../ports/ids.ts'
import { serializeNote } from './note.ts'
import type { Remembered } from './note.ts'

/** Redacts a message of the bot's and the bot's own reactions to it. */
export function takeBack(
  messages: Pick<OwnMessages, 'reactionsTo'>,
  roomId: RoomId,
  { transactionId, note }: Remembered,
): readonly OutgoingEntry[] {
  const left = serializeNote({ ...note, kind: 'removed', entries: [] })
  return [
    toRedaction(roomId, transactionId, left),
    ...messages.reactionsTo(transactionId).map((reaction) => toRedaction(roomId, reaction)),
  ]
}
