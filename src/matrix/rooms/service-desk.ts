import type { BotEvents } from '../bot-events.ts'
import { isRoomId } from '../ids.ts'
import type { RoomId } from '../ids.ts'
import type { RoomApi } from './room-api.ts'
import type { RoomRegistry } from './room-registry.ts'

export interface FindServiceDeskOptions {
  readonly api: Pick<RoomApi, 'resolveAlias' | 'joinedRooms'>
  readonly events: Pick<BotEvents, 'serviceDeskUnusable'>
}

/** The configured room; one that can't be used is said, and is no reason not to start. */
export async function findServiceDesk(
  name: string | undefined,
  { api, events }: FindServiceDeskOptions,
): Promise<RoomId | undefined> {
  if (name === undefined) return undefined
  const roomId = isRoomId(name) ? name : await api.resolveAlias(name)
  if (roomId === undefined) events.serviceDeskUnusable({ reason: 'unknown-room' })
  else if (!(await api.joinedRooms()).includes(roomId)) events.serviceDeskUnusable({ reason: 'not-joined' })
  return roomId
}

/** Where a question can be posted now: the configured room or what replaced it, unless the bot is not in there or silenced. */
export function createServiceDesk(
  configured: RoomId | undefined,
  registry: Pick<RoomRegistry, 'get' | 'joined'>,
  now: () => number,
): () => RoomId | undefined {
  return () => {
    if (configured === undefined) return undefined
    const roomId = newestOf(configured, registry)
    const { membership, quietUntil = 0 } = registry.get(roomId)
    return membership === 'joined' && quietUntil <= now() ? roomId : undefined
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
