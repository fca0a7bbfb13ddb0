import type { BotEvents } from '../ports/bot-events.ts'
import { MatrixRequestError } from '../client/request-error.ts'
import type { RoomId } from '../ports/ids.ts'
import type { RoomApi } from './room-api.ts'
import type { RoomFacts } from './room-facts.ts'
import type { RoomRegistry } from './room-registry.ts'

export interface CheckOptions {
  readonly api: Pick<RoomApi, 'joinedRooms' | 'state'>
  readonly events: Pick<BotEvents, 'serviceDeskUnusable'>
}

/** Says what keeps questions from being handed over to the configured room. It is no reason not to start, nor is not learning it. */
export async function checkServiceDesk(roomId: RoomId, { api, events }: CheckOptions): Promise<void> {
  try {
    const reason = await whatIsMissing(roomId, api)
    if (reason !== undefined) events.serviceDeskUnusable({ reason })
  } catch (error) {
    if (!(error instanceof MatrixRequestError)) throw error
  }
}

async function whatIsMissing(roomId: RoomId, api: CheckOptions['api']) {
  if (!(await api.joinedRooms()).includes(roomId)) return 'not-joined'
  return (await api.state(roomId, 'm.room.encryption')) === undefined ? 'not-encrypted' : undefined
}

/** The room to which a question of a direct room can go now, if there is one. */
export type ServiceDesk = (directRoom: RoomId) => RoomId | undefined

/** What was said encrypted in one room is not to be repeated in clear in the other. */
export const mayRepeat = (from: RoomFacts, to: RoomFacts): boolean => to.encrypted || !from.encrypted

/** The configured room or what replaced it, unless the bot is not in there or silenced, or may not repeat there what was said. */
export function createServiceDesk(
  configuredRoom: () => RoomId | undefined,
  registry: Pick<RoomRegistry, 'get' | 'successorOf'>,
  now: () => number,
): ServiceDesk {
  return (directRoom) => {
    const configured = configuredRoom()
    if (configured === undefined) return undefined
    const roomId = newestOf(configured, registry)
    const desk = registry.get(roomId)
    const { membership, quietUntil = 0 } = desk
    if (roomId === directRoom || membership !== 'joined' || quietUntil > now()) return undefined
    return mayRepeat(registry.get(directRoom), desk) ? roomId : undefined
  }
}

function newestOf(roomId: RoomId, registry: Pick<RoomRegistry, 'successorOf'>): RoomId {
  const seen = new Set([roomId])
  for (const id of seen) {
    const next = registry.successorOf(id)
    if (next !== undefined) seen.add(next)
  }
  return [...seen].at(-1) ?? roomId
}
