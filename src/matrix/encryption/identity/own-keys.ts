import * as v from '../../../documents/valibot.ts'
import type { Requester } from '../../client/requester.ts'
import type { UserId } from '../../ports/ids.ts'

const devices = v.record(v.string(), v.object({ keys: v.record(v.string(), v.string()) }))
const queryAnswer = v.object({
  device_keys: v.nullish(v.record(v.string(), v.nullish(devices, {})), {}),
  master_keys: v.nullish(v.record(v.string(), v.unknown()), {}),
})

/** What the homeserver has of the bot's own account. */
export interface OwnKeys {
  /** The fingerprint of this device, if the homeserver knows the device's keys. */
  readonly deviceFingerprint: string | undefined
  readonly hasIdentity: boolean
}

export async function askForOwnKeys(
  requester: Requester,
  userId: UserId,
  deviceId: string,
): Promise<OwnKeys> {
  const body = { device_keys: { [userId]: [] } }
  const answer = await requester.request({ method: 'POST', path: '/_matrix/client/v3/keys/query', body })
  const { device_keys: known, master_keys: masters } = v.parse(queryAnswer, answer)
  return {
    deviceFingerprint: known[userId]?.[deviceId]?.keys[`ed25519:${deviceId}`],
    hasIdentity: (masters[userId] ?? undefined) !== undefined,
  }
}
