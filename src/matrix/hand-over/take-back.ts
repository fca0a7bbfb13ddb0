import type { OutgoingEntry, OwnMessage } from '../ports/queues.ts'
import { toRedaction } from '../outbound/outgoing.ts'
import { isRoomId } from '../ports/ids.ts'
import type { HandOver } from './hand-overs.ts'
import type { Sides } from './sides.ts'

/** Takes back a message that belongs to a hand-over. Without its post a hand-over ends. */
export async function takeBack(
  sides: Sides,
  handOver: HandOver,
  { transactionId, roomId }: OwnMessage,
): Promise<readonly OutgoingEntry[]> {
  if (!isRoomId(roomId)) return []
  const removal = { ...toRedaction(roomId, transactionId), handOver: handOver.id }
  if (transactionId !== handOver.id || !handOver.isOpen) return [removal]
  return [removal, ...(await sides.close(handOver, { direct: 'closed', desk: 'closed' }))]
}

/** Takes the post back with the consent to it. */
export async function withdraw(sides: Sides, handOver: HandOver): Promise<readonly OutgoingEntry[]> {
  const removal = { ...toRedaction(handOver.deskRoom, handOver.id), handOver: handOver.id }
  return [removal, ...(await sides.close(handOver, { direct: 'withdrawn', desk: 'withdrawn-by-asker' }))]
}
