import type { BotEvents } from '../bot-events.ts'
import { MatrixRequestError } from '../client/request-error.ts'
import type { RoomId, UserId } from '../ports/ids.ts'
import { isObject } from '../client/json.ts'
import { maySetState } from './power.ts'
import type { RoomApi } from './room-api.ts'
import type { RoomRegistry } from './room-registry.ts'

export interface UpgradeOptions {
  readonly api: Pick<RoomApi, 'state' | 'creators' | 'join'>
  readonly registry: RoomRegistry
  readonly events: BotEvents
}

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

/** True if `sender` has the right to close the room. Without power levels that is unknown, and so no. */
async function mayClose(api: UpgradeOptions['api'], roomId: RoomId, sender: UserId): Promise<boolean> {
  const creators = await api.creators(roomId)
  if (creators.includes(sender)) return true
  const levels = await api.state(roomId, 'm.room.power_levels')
  return isObject(levels) && maySetState({ levels, creators }, sender, 'm.room.tombstone')
}
