import { isUserId } from '../ports/ids.ts'
import type { UserId } from '../ports/ids.ts'
import { at, stringAt } from '../client/json.ts'

export interface Invitation {
  readonly inviter: UserId | undefined
  readonly isDirect: boolean
  readonly eventId: string | undefined
}

/** Reads who invites `self` from the stripped state of an invited room. */
export function invitationOf(self: UserId, state: readonly unknown[]): Invitation {
  const event = state.findLast(
    (candidate) =>
      at(candidate, 'type') === 'm.room.member' &&
      at(candidate, 'state_key') === self &&
      at(candidate, 'content', 'membership') === 'invite',
  )
  const sender = at(event, 'sender')
  return {
    inviter: isUserId(sender) ? sender : undefined,
    isDirect: at(event, 'content', 'is_direct') === true,
    eventId: stringAt(event, 'event_id') ?? timestampOf(event),
  }
}

/** Stripped state need not carry an event id; then the time of the invitation tells two of them apart. */
function timestampOf(event: unknown): string | undefined {
  const timestamp = at(event, 'origin_server_ts')
  return typeof timestamp === 'number' ? String(timestamp) : undefined
}
