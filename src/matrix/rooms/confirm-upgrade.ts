import { at } from '../client/json.ts'
import { isRoomId } from '../ports/ids.ts'
import type { RoomId } from '../ports/ids.ts'
import type { RoomApi } from './room-api.ts'
import type { RoomRegistry } from './room-registry.ts'

export interface ConfirmOptions {
  readonly api: Pick<RoomApi, 'state'>
  readonly registry: Pick<RoomRegistry, 'get' | 'update'>
}

/** The room that this one replaces, if it replaces any. */
export type ConfirmUpgrade = (roomId: RoomId) => Promise<RoomId | undefined>

/**
 * Believes that a room replaces another one only if both say so: the new one in the event that created it, which nobody can change, and
 * the old one in its tombstone, which takes power there. Whoever makes a room can write any id into either, but not into both. Which
 * room another one replaces is settled once.
 */
export function createConfirmUpgrade({ api, registry }: ConfirmOptions): ConfirmUpgrade {
  return async (roomId) => {
    const known = registry.get(roomId).predecessor
    if (known !== undefined) return known
    const from = at(await api.state(roomId, 'm.room.create'), 'predecessor', 'room_id')
    if (!isRoomId(from) || from === roomId) return undefined
    if (at(await api.state(from, 'm.room.tombstone'), 'replacement_room') !== roomId) return undefined
    const introduced = registry.get(roomId).introduced || registry.get(from).introduced
    registry.update(roomId, { predecessor: from, introduced })
    return from
  }
}
