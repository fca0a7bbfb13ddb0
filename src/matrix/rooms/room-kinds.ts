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
  readonly isHelpdesk: (roomId: RoomId) => boolean
  /** True for the room that questions are handed over to: however few are in there, they talk to each other. */
  readonly isServiceDesk: (roomId: RoomId) => boolean
  readonly registry: RoomRegistry
  readonly api: Pick<RoomApi, 'members'>
}

export function createRoomKinds({ isHelpdesk, isServiceDesk, registry, api }: RoomKindsOptions): RoomKinds {
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
      if (isHelpdesk(roomId)) return 'helpdesk'
      if (isServiceDesk(roomId)) return 'service-desk'
      return (await memberCount(roomId)) <= 2 ? 'direct' : 'other'
    },
  }
}
