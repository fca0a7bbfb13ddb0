import type { BotEvents } from '../ports/bot-events.ts'
import { nothingToSend } from '../inbound/handling.ts'
import type { Handling } from '../inbound/handling.ts'
import { serverOf } from '../ports/ids.ts'
import type { RoomId, UserId } from '../ports/ids.ts'
import type { Access } from './access.ts'
import type { RoomApi } from './room-api.ts'
import type { RoomRegistry } from './room-registry.ts'

export interface InvitationOptions {
  readonly access: Access
  readonly api: Pick<RoomApi, 'join' | 'leave'>
  readonly registry: RoomRegistry
  readonly events: BotEvents
}

/** Joins a room to which somebody invites who may, and rejects all other invitations. */
export function createHandleInvitation({ access, api, registry, events }: InvitationOptions) {
  return async (roomId: RoomId, inviter: UserId | undefined): Promise<Handling> => {
    if (registry.get(roomId).membership !== 'invited') return nothingToSend
    const admitted = access.admitsInvitation(roomId, inviter)
    if (admitted) {
      // The inviter's server is in the room, also if the room's id doesn't tell any.
      await api.join(roomId, inviter === undefined ? [] : [serverOf(inviter)])
    } else {
      await api.leave(roomId)
    }
    events.invitation({ roomId, decision: admitted ? 'accepted' : 'rejected' })
    return nothingToSend
  }
}
