import type { BotEvents } from '../bot-events.ts'
import type { RoomId, UserId } from '../ids.ts'
import { arrayAt, at, isObject } from '../json.ts'
import type { RoomApi } from './room-api.ts'
import type { RoomRegistry } from './room-registry.ts'

export interface UpgradeOptions {
  readonly api: Pick<RoomApi, 'state' | 'join'>
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
      await api.join(to, [server])
    }
    events.upgraded({ from, to, followed })
  }
}

/** True if the power levels let `sender` close the room. From room version 12 on creators stand above all levels. */
async function mayClose(api: Pick<RoomApi, 'state'>, roomId: RoomId, sender: UserId): Promise<boolean> {
  const creation = await api.state(roomId, 'm.room.create')
  const creators = arrayAt(creation, 'additional_creators')
  const levels = await api.state(roomId, 'm.room.power_levels')
  if (!isObject(levels)) return creators.includes(sender)
  const needed =
    level(at(levels, 'events', 'm.room.tombstone')) ?? level(at(levels, 'state_default')) ?? defaultStatePower
  const held = level(at(levels, 'users', sender)) ?? level(at(levels, 'users_default')) ?? 0
  return creators.includes(sender) || held >= needed
}

const level = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) ? Number(value) : undefined
