import type { BotEvents } from '../ports/bot-events.ts'
import { at } from '../client/json.ts'
import { nothingToSend } from '../inbound/handling.ts'
import type { Handling } from '../inbound/handling.ts'
import type { RoomId, UserId } from '../ports/ids.ts'
import type { Access } from './access.ts'
import type { RoomApi } from './room-api.ts'
import type { RoomRegistry } from './room-registry.ts'

export interface LeaveOrphanedOptions {
  readonly self: UserId
  readonly access: Access
  /** True for rooms that the configuration names. */
  readonly isConfigured: (roomId: RoomId) => boolean
  readonly registry: Pick<RoomRegistry, 'get'>
  readonly api: Pick<RoomApi, 'members' | 'state' | 'leave'>
  readonly events: Pick<BotEvents, 'left'>
  readonly now: () => number
}

export interface Departure {
  readonly roomId: RoomId
  readonly userId: UserId
  /** Milliseconds since 1970. */
  readonly receivedAt: number
}

/** How long after somebody left the members are looked at, in milliseconds: whoever goes along with them is covered by one look. */
const burstMs = 2_000
/** Rooms whose last look is remembered. */
const maxLooks = 1_000

/**
 * Leaves a room in which nobody is left who might have invited the bot: it has changed hands, or is empty. The list of members may be
 * long, so it is fetched once for all who left until then, and not at all for somebody who couldn't have invited the bot, or while
 * the person is there who did.
 */
export function createLeaveOrphaned(options: LeaveOrphanedOptions) {
  const { access, isConfigured, registry, now } = options
  /** When the members of a room were looked at last. */
  const looks = new Map<RoomId, number>()
  return async ({ roomId, userId, receivedAt }: Departure): Promise<Handling> => {
    if (access.admitsRoom(roomId) || isConfigured(roomId)) return nothingToSend
    const { inviter, membership } = registry.get(roomId)
    if (membership !== 'joined' || !(userId === inviter || access.admitsUser(userId))) return nothingToSend
    if ((looks.get(roomId) ?? Number.NEGATIVE_INFINITY) >= receivedAt) return nothingToSend
    const waitMs = receivedAt + burstMs - now()
    if (waitMs > 0) return { kind: 'postponed', retryInMs: Math.min(waitMs, burstMs) }
    const lookedAt = now()
    if (!(await isThere(options, roomId, inviter))) await leaveIfOrphaned(options, roomId)
    looks.delete(roomId)
    looks.set(roomId, lookedAt)
    const oldest = looks.size > maxLooks ? looks.keys().next().value : undefined
    if (oldest !== undefined) looks.delete(oldest)
    return nothingToSend
  }
}

/** True if the person is admitted, too. */
async function isThere(
  { access, api }: LeaveOrphanedOptions,
  roomId: RoomId,
  userId: UserId | undefined,
): Promise<boolean> {
  if (userId === undefined || !access.admitsUser(userId)) return false
  return at(await api.state(roomId, 'm.room.member', userId), 'membership') === 'join'
}

async function leaveIfOrphaned(
  { self, access, api, events }: LeaveOrphanedOptions,
  roomId: RoomId,
): Promise<void> {
  const { joined } = await api.members(roomId)
  if (joined.some((userId) => userId !== self && access.admitsUser(userId))) return
  await api.leave(roomId)
  events.left({ roomId, reason: 'nobody admitted is left' })
}
