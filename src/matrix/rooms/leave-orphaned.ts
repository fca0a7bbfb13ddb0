import type { BotEvents } from '../bot-events.ts'
import type { RoomId, UserId } from '../ports/ids.ts'
import type { Access } from './access.ts'
import type { RoomApi } from './room-api.ts'

export interface LeaveOrphanedOptions {
  readonly self: UserId
  readonly access: Access
  /** True for rooms that the configuration names. */
  readonly isConfigured: (roomId: RoomId) => boolean
  readonly api: Pick<RoomApi, 'members' | 'leave'>
  readonly events: BotEvents
}

/** Leaves a room in which nobody is left who might have invited the bot: it has changed hands, or is empty. */
export function createLeaveOrphaned({ self, access, isConfigured, api, events }: LeaveOrphanedOptions) {
  return async (roomId: RoomId): Promise<void> => {
    if (access.admitsRoom(roomId) || isConfigured(roomId)) return
    const { joined } = await api.members(roomId)
    if (joined.some((userId) => userId !== self && access.admitsUser(userId))) return
    await api.leave(roomId)
    events.left({ roomId, reason: 'nobody admitted is left' })
  }
}
