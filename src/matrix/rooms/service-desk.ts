import type { BotEvents } from '../bot-events.ts'
import { MatrixRequestError } from '../client/request-error.ts'
import { isRoomId } from '../ports/ids.ts'
import type { RoomId } from '../ports/ids.ts'
import type { RoomApi } from './room-api.ts'
import type { RoomRegistry } from './room-registry.ts'

export interface FindServiceDeskOptions {
  readonly api: Pick<RoomApi, 'resolveAlias' | 'joinedRooms' | 'state'>
  readonly events: Pick<BotEvents, 'serviceDeskUnusable'>
}

/** The configured room; one that can't be used is said, and is no reason not to start. */
export async function findServiceDesk(
  name: string | undefined,
  { api, events }: FindServiceDeskOptions,
): Promise<RoomId | undefined> {
  if (name === undefined) return undefined
  const roomId = isRoomId(name) ? name : await resolve(name, api)
  const reason = roomId === undefined ? 'unknown-room' : await whatIsMissing(roomId, api)
  if (reason !== undefined) events.serviceDeskUnusable({ reason })
  return roomId
}

async function whatIsMissing(roomId: RoomId, api: FindServiceDeskOptions['api']) {
  if (!(await api.joinedRooms()).includes(roomId)) return 'not-joined'
  return (await api.state(roomId, 'm.room.encryption')) === undefined ? 'not-encrypted' : undefined
}

/** Undefined, too, if another homeserver would know and doesn't answer. */
async function resolve(alias: string, api: Pick<RoomApi, 'resolveAlias'>): Promise<RoomId | undefined> {
  try {
    return await api.resolveAlias(alias)
  } catch (error) {
    if (error instanceof MatrixRequestError && error.kind === 'server') return undefined
    throw error
  }
}

/** The room to which a question of a direct room can go now, if there is one. */
export type ServiceDesk = (directRoom: RoomId) => RoomId | undefined

/**
 * The configured room or what replaced it, unless the bot is not in there or silenced. What was said encrypted is not to be
 * repeated in clear.
 */
export function createServiceDesk(
  configured: RoomId | undefined,
  registry: Pick<RoomRegistry, 'get' | 'joined'>,
  now: () => number,
): ServiceDesk {
  return (directRoom) => {
    if (configured === undefined) return undefined
    const roomId = newestOf(configured, registry)
    const { membership, quietUntil = 0, encrypted } = registry.get(roomId)
    if (roomId === directRoom || membership !== 'joined' || quietUntil > now()) return undefined
    return encrypted || !registry.get(directRoom).encrypted ? roomId : undefined
  }
}

function newestOf(roomId: RoomId, registry: Pick<RoomRegistry, 'get' | 'joined'>): RoomId {
  const seen = new Set([roomId])
  for (const id of seen) {
    const next = registry.joined().find((other) => registry.get(other).predecessor === id)
    if (next !== undefined) seen.add(next)
  }
  return [...seen].at(-1) ?? roomId
}
