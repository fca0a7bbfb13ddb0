import type { BotEvents } from '../ports/bot-events.ts'
import { nothingToSend } from '../inbound/handling.ts'
import type { Handling } from '../inbound/handling.ts'
import { serverOf } from '../ports/ids.ts'
import type { RoomId, UserId } from '../ports/ids.ts'
import type { Access } from './access.ts'
import type { RoomApi } from './room-api.ts'
import type { RoomRegistry } from './room-registry.ts'

export interface InvitationOptions {
  readonly self: UserId
  readonly access: Access
  readonly api: Pick<RoomApi, 'join' | 'leave'>
  readonly registry: RoomRegistry
  readonly events: BotEvents
  readonly now: () => number
}

export interface ReceivedInvitation {
  readonly roomId: RoomId
  /** Undefined if the homeserver doesn't tell. */
  readonly inviter: UserId | undefined
  /** Milliseconds since 1970. */
  readonly receivedAt: number
}

/**
 * How old an invitation from another server is before it is refused, in milliseconds. That server may show it to the bot before it has
 * stored it itself, takes no refusal then, and its people would see the invitation stand for ever.
 */
const settledMs = 1_500

/** Joins a room to which somebody invites who may, and rejects all other invitations. */
export function createHandleInvitation({ self, access, api, registry, events, now }: InvitationOptions) {
  return async ({ roomId, inviter, receivedAt }: ReceivedInvitation): Promise<Handling> => {
    if (registry.get(roomId).membership !== 'invited') return nothingToSend
    const admitted = access.admitsInvitation(roomId, inviter)
    if (admitted) {
      // The inviter's server is in the room, also if the room's id doesn't tell any.
      await api.join(roomId, inviter === undefined ? [] : [serverOf(inviter)])
    } else {
      const isForeign = inviter !== undefined && serverOf(inviter) !== serverOf(self)
      const retryInMs = isForeign ? Math.min(settledMs, receivedAt + settledMs - now()) : 0
      if (retryInMs > 0) return { kind: 'postponed', retryInMs }
      await api.leave(roomId)
    }
    events.invitation({ roomId, decision: admitted ? 'accepted' : 'rejected' })
    return nothingToSend
  }
}
