import type { IncomingBox, IncomingEntry } from '../ports/queues.ts'
import type { RoomId } from '../ports/ids.ts'
import type { RoomRegistry } from './room-registry.ts'

export interface RepeatOptions {
  readonly registry: Pick<RoomRegistry, 'get' | 'invited'>
  readonly inbox: Pick<IncomingBox, 'add' | 'waitingRooms'>
  readonly now: () => number
}

/**
 * Has the bot look again at invitations that still stand: what refused it may have passed, such as terms that were not accepted, a
 * suspension, or another server that was away. Returns their rooms.
 */
export function repeatInvitations({ registry, inbox, now }: RepeatOptions): readonly RoomId[] {
  const waiting = new Set(inbox.waitingRooms())
  const rooms = registry.invited().filter((roomId) => !waiting.has(roomId))
  const entries = rooms.map((roomId): IncomingEntry => {
    const { inviter } = registry.get(roomId)
    const key = `invitation:${roomId}:again:${now()}`
    return { key, roomId, kind: 'invitation', payload: JSON.stringify({ inviter }) }
  })
  if (entries.length > 0) inbox.add(entries)
  return rooms
}
