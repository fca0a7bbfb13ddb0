import { z } from 'zod'
import type { Requester } from '../../http/requester.ts'
import type { UserId } from '../../ids.ts'

const queryAnswer = z.object({
  device_keys: z.record(
    z.string(),
    z.record(z.string(), z.object({ keys: z.record(z.string(), z.string()) })),
  ),
  master_keys: z.record(z.string(), z.unknown()).default({}),
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
  const { device_keys: devices, master_keys: masters } = queryAnswer.parse(answer)
  return {
    deviceFingerprint: devices[userId]?.[deviceId]?.keys[`ed25519:${deviceId}`],
    hasIdentity: masters[userId] !== undefined,
  }
}
