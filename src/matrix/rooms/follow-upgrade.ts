import type { BotEvents } from '../ports/bot-events.ts'
import { MatrixRequestError } from '../client/request-error.ts'
import { serverOf } from '../ports/ids.ts'
import type { RoomId, UserId } from '../ports/ids.ts'
import { isObject } from '../client/json.ts'
import type { ConfirmUpgrade } from './confirm-upgrade.ts'
import { maySetState } from './power-levels.ts'
import type { RoomApi } from './room-api.ts'
import type { RoomRegistry } from './room-registry.ts'

export interface UpgradeOptions {
  readonly api: Pick<RoomApi, 'state' | 'creators' | 'join' | 'leave'>
  readonly registry: Pick<RoomRegistry, 'get' | 'update'>
  readonly confirmUpgrade: ConfirmUpgrade
  readonly events: Pick<BotEvents, 'upgraded'>
}

/**
 * Goes on in the room that replaces another one, if who closed the old one had the right to and the new one names it as the room that
 * it replaces. A room that wants invitations is entered once one comes; its upgrade is confirmed then.
 */
export function createFollowUpgrade({ api, registry, confirmUpgrade, events }: UpgradeOptions) {
  const follow = async (from: RoomId, to: RoomId, sender: UserId): Promise<boolean> => {
    if (from === to || !(await mayClose(api, from, sender))) return false
    // Of a room that the bot is in already, nothing changes but what the room says itself.
    if (registry.get(to).membership === 'joined') return (await confirmUpgrade(to)) === from
    if (!(await joinIfOpen(api, to, serverOf(sender)))) return false
    const replaced = await confirmUpgrade(to)
    if (replaced === undefined) await api.leave(to)
    else registry.update(to, { inviter: registry.get(replaced).inviter })
    return replaced === from
  }
  return async (from: RoomId, to: RoomId, sender: UserId): Promise<void> => {
    events.upgraded({ from, to, followed: await follow(from, to, sender) })
  }
}

async function joinIfOpen(api: Pick<RoomApi, 'join'>, roomId: RoomId, server: string): Promise<boolean> {
  try {
    await api.join(roomId, [server])
    return true
  } catch (error) {
    if (!(error instanceof MatrixRequestError) || error.kind !== 'refused') throw error
    return false
  }
}

/** True if `sender` has the right to close the room. Without power levels that is unknown, and so no. */
async function mayClose(api: UpgradeOptions['api'], roomId: RoomId, sender: UserId): Promise<boolean> {
  const creators = await api.creators(roomId)
  if (creators.includes(sender)) return true
  const levels = await api.state(roomId, 'm.room.power_levels')
  return isObject(levels) && maySetState({ levels, creators }, sender, 'm.room.tombstone')
}
