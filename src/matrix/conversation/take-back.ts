import type { OutgoingEntry, OwnMessages } from '../ports/queues.ts'
import { toRedaction } from '../outbound/outgoing.ts'
import type { RoomId } from '../ports/ids.ts'
import { serializeRecord } from './answer-record.ts'
import type { RecordedMessage } from './answer-record.ts'

/** Redacts a message of the bot's and the bot's own reactions to it. */
export function takeBack(
  messages: Pick<OwnMessages, 'reactionsTo'>,
  roomId: RoomId,
  { transactionId, record }: RecordedMessage,
): readonly OutgoingEntry[] {
  const left = serializeRecord({ ...record, kind: 'removed', entries: [] })
  return [
    toRedaction(roomId, transactionId, left),
    ...messages.reactionsTo(transactionId).map((reaction) => toRedaction(roomId, reaction)),
  ]
}
