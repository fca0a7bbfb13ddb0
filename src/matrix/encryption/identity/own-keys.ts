import * as v from '../../../documents/valibot.ts'
import type { BotClient } from '../../client/client.ts'
import type { UserId } from '../../ports/ids.ts'

const devices = v.record(v.string(), v.object({ keys: v.record(v.string(), v.string()) }))
const queryAnswer = v.object({
  device_keys: v.nullish(v.record(v.string(), v.nullish(devices, {})), {}),
  master_keys: v.nullish(v.record(v.string(), v.unknown()), {}),
})

/** The keys of the bot's own account that the homeserver has. */
export interface OwnKeys {
  /** The fingerprint of this device, if the homeserver knows the device's keys. */
  readonly deviceFingerprint: string | undefined
  readonly hasIdentity: boolean
}

export async function askForOwnKeys(client: BotClient, userId: UserId, deviceId: string): Promise<OwnKeys> {
  const answer = await client.getUserDevices([userId])
  const { device_keys: known, master_keys: masters } = v.parse(queryAnswer, answer)
  return {
    deviceFingerprint: known[userId]?.[deviceId]?.keys[`ed25519:${deviceId}`],
    hasIdentity: (masters[userId] ?? undefined) !== undefined,
  }
}
