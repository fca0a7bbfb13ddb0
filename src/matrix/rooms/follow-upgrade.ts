import type { BotEvents } from '../bot-events.ts'
import { MatrixRequestError } from '../http/request-error.ts'
import type { RoomId, UserId } from '../ids.ts'
import { at, isObject } from '../json.ts'
import type { RoomApi } from './room-api.ts'
import type { RoomRegistry } from './room-registry.ts'

export interface UpgradeOptions {
  readonly api: Pick<RoomApi, 'state' | 'creators' | 'join'>
  readonly registry: RoomRegistry
  readonly events: BotEvents
}

/** Power that state events need if the room doesn't say otherwise. */
const defaultStatePower = 50

/** Goes on in the room that replaces another one, if who closed the old one had the right to. */
export function createFollowUpgrade({ api, registry, events }: UpgradeOptions) {
  return async (from: RoomId, to: RoomId, sender: UserId): Promise<void> => {
    const followed = from !== to && (await mayClose(api, from, sender))
    if (followed) {
      const server = sender.slice(sender.indexOf(':') + 1)
      registry.update(to, { predecessor: from, inviter: registry.get(from).inviter, introduced: true })
      await joinIfOpen(api, to, server)
    }
    events.upgraded({ from, to, followed })
  }
}

/** A room that wants invitations is entered once one comes, which what is remembered of the room prepares. */
async function joinIfOpen(api: Pick<RoomApi, 'join'>, roomId: RoomId, server: string): Promise<void> {
  try {
    await api.join(roomId, [server])
  } catch (error) {
    if (!(error instanceof MatrixRequestError) || error.kind !== 'refused') throw error
  }
}

/** True if the power levels let `sender` close the room. From room version 12 on creators stand above all levels. */
async function mayClose(api: UpgradeOptions['api'], roomId: RoomId, sender: UserId): Promise<boolean> {
  if ((await api.creators(roomId)).includes(sender)) return true
  const levels = await api.state(roomId, 'm.room.power_levels')
  if (!isObject(levels)) return false
  const needed =
    level(at(levels, 'events', 'm.room.tombstone')) ?? level(at(levels, 'state_default')) ?? defaultStatePower
  const held = level(at(levels, 'users', sender)) ?? level(at(levels, 'users_default')) ?? 0
  return held >= needed
}

const level = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) ? Number(value) : undefined
