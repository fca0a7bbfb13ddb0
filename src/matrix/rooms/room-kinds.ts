import type { RoomId } from '../ports/ids.ts'
import type { RoomApi } from './room-api.ts'
import type { RoomRegistry } from './room-registry.ts'

/** In a helpdesk room unaddressed questions are answered, in a direct room every message is one. */
export type RoomKind = 'helpdesk' | 'direct' | 'other'

export interface RoomKinds {
  kindOf(roomId: RoomId): Promise<RoomKind>
}

export interface RoomKindsOptions {
  readonly helpdesk: (roomId: RoomId) => boolean
  readonly registry: RoomRegistry
  readonly api: Pick<RoomApi, 'members'>
}

export function createRoomKinds({ helpdesk, registry, api }: RoomKindsOptions): RoomKinds {
  const memberCount = async (roomId: RoomId): Promise<number> => {
    const { joinedCount, invitedCount } = registry.get(roomId)
    if (joinedCount !== undefined && invitedCount !== undefined) return joinedCount + invitedCount
    const { joined, invited } = await api.members(roomId)
    registry.update(roomId, { joinedCount: joined.length, invitedCount: invited.length })
    return joined.length + invited.length
  }
  return {
    async kindOf(roomId) {
      if (isHelpdesk(roomId, helpdesk, registry)) return 'helpdesk'
      return (await memberCount(roomId)) <= 2 ? 'direct' : 'other'
    },
  }
}

/** A room is a helpdesk room if the configuration names it or a room that it replaces. */
function isHelpdesk(roomId: RoomId, helpdesk: (roomId: RoomId) => boolean, registry: RoomRegistry): boolean {
  const seen = new Set<RoomId>()
  for (
    let id: RoomId | undefined = roomId;
    id !== undefined && !seen.has(id);
    id = registry.get(id).predecessor
  ) {
    if (helpdesk(id)) return true
    seen.add(id)
  }
  return false
}
