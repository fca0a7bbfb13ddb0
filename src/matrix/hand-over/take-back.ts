import type { OutgoingEntry, OwnMessage } from '../ports/queues.ts'
import { heldBack, toRedaction } from '../outbound/outgoing.ts'
import { isRoomId } from '../ports/ids.ts'
import type { HandOver } from './hand-overs.ts'
import type { Side } from './side.ts'
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

/** Takes back what was passed on of a message that its author deleted on that side, and tells them if it has to stay. */
export async function takeBackFor(
  sides: Sides,
  { handOver, from, own }: { handOver: HandOver; from: Side; own: OwnMessage },
): Promise<readonly OutgoingEntry[]> {
  const [removal, ...closings] = await takeBack(sides, handOver, own)
  if (removal === undefined) return []
  const failure = await sides.notify(handOver, from, 'not-deleted', `not-deleted:${own.transactionId}`)
  return [removal, heldBack(failure, removal, 'dropped'), ...closings]
}

/** Takes the post back with the consent to it. That it is over is settled at once; that it is deleted is said once it is. */
export async function withdrawPost(sides: Sides, handOver: HandOver): Promise<readonly OutgoingEntry[]> {
  const removal = { ...toRedaction(handOver.deskRoom, handOver.id), handOver: handOver.id }
  const closings = await sides.close(handOver, { direct: 'withdrawn', desk: 'withdrawn-by-asker' })
  const failure = await sides.notify(handOver, 'direct', 'not-withdrawn', `not-withdrawn:${handOver.id}`)
  return [
    removal,
    ...closings.map((each) => (each.roomId === handOver.directRoom ? heldBack(each, removal, 'sent') : each)),
    heldBack(failure, removal, 'dropped'),
  ]
}
