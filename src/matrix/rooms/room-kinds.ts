import type { RoomId } from '../ports/ids.ts'
import type { RoomApi } from './room-api.ts'
import type { RoomRegistry } from './room-registry.ts'

/**
 * In a helpdesk room unaddressed questions are answered, in a direct room every message is one. To the service desk's room questions are
 * handed over; the bot has to be mentioned there as in any other room.
 */
export type RoomKind = 'helpdesk' | 'direct' | 'service-desk' | 'other'

export interface RoomKinds {
  kindOf(roomId: RoomId): Promise<RoomKind>
}

export interface RoomKindsOptions {
  readonly helpdesk: (roomId: RoomId) => boolean
  /** The room that questions are handed over to: however few are in there, they talk to each other. */
  readonly serviceDesk: () => RoomId | undefined
  readonly registry: RoomRegistry
  readonly api: Pick<RoomApi, 'members'>
}

export function createRoomKinds({ helpdesk, serviceDesk, registry, api }: RoomKindsOptions): RoomKinds {
  const memberCount = async (roomId: RoomId): Promise<number> => {
    const known = registry.get(roomId)
    const { joinedCount, invitedCount } = known
    if (joinedCount !== undefined && invitedCount !== undefined) return joinedCount + invitedCount
    const { joined, invited } = await api.members(roomId)
    // What a sync has told of the room meanwhile is newer than the answer.
    if (registry.get(roomId) !== known) return memberCount(roomId)
    registry.update(roomId, { joinedCount: joined.length, invitedCount: invited.length })
    return joined.length + invited.length
  }
  return {
    async kindOf(roomId) {
      if (isOrReplaces(roomId, helpdesk, registry)) return 'helpdesk'
      if (isOrReplaces(roomId, (id) => id === serviceDesk(), registry)) return 'service-desk'
      return (await memberCount(roomId)) <= 2 ? 'direct' : 'other'
    },
  }
}

/** True for a room that the configuration names, and for what replaced it. */
function isOrReplaces(roomId: RoomId, named: (roomId: RoomId) => boolean, registry: RoomRegistry): boolean {
  const seen = new Set<RoomId>()
  for (
    let id: RoomId | undefined = roomId;
    id !== undefined && !seen.has(id);
    id = registry.get(id).predecessor
  ) {
    if (named(id)) return true
    seen.add(id)
  }
  return false
}
