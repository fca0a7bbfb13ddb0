import * as v from '../../documents/valibot.ts'
import type { BotClient } from '../client/client.ts'
import type { UserId } from '../ports/ids.ts'
import { AccountData } from './identity/account-data.ts'
import { isSignedByOwner } from './identity/device-signature.ts'
import { publicKeyOf } from './identity/public-key.ts'
import { SecretStorage } from './identity/secret-storage.ts'
import { readCounts } from './counts.ts'
import type { EncryptionCounts } from '../ports/encryption-report.ts'
import { holdsAccount, isInMemory, rowSpace } from './store/journal.ts'
import { Notes } from './store/notes.ts'
import { readSchemas } from './store/restore.ts'
import type { CryptoRecords } from '../ports/crypto-records.ts'

/** The bot's encryption as the homeserver, and so everybody else, sees it. Can be asked for while the bot runs. */
export interface PublicFacts {
  /** The device's public key, by which people compare it; undefined if the homeserver has no keys of the device. */
  readonly deviceFingerprint: string | undefined
  readonly deviceIsSigned: boolean
  /** The public key of the identity; undefined if there is none. */
  readonly masterKey: string | undefined
  readonly secretStorage: 'complete' | 'incomplete' | 'absent'
  /** One-time keys that others can still use to reach the device. */
  readonly oneTimeKeys: number
}

/** The bot's encryption as its state directory has it. Needs the key store, and so a bot that is not running. */
export interface StoredFacts extends EncryptionCounts {
  readonly hasDevice: boolean
  readonly roomKeys: number
  readonly knownPeople: number
  readonly encryptedRooms: number
}

const withKeys = v.looseObject({ keys: v.record(v.string(), v.string()) })
const perUser = v.nullish(v.record(v.string(), v.nullish(withKeys)), {})
const queryAnswer = v.object({
  device_keys: v.nullish(v.record(v.string(), v.nullish(v.record(v.string(), withKeys), {})), {}),
  master_keys: perUser,
  self_signing_keys: perUser,
})
const uploadAnswer = v.object({ one_time_key_counts: v.nullish(v.record(v.string(), v.number()), {}) })

export async function askForPublicFacts(
  client: BotClient,
  userId: UserId,
  deviceId: string,
): Promise<PublicFacts> {
  const queried = v.parse(queryAnswer, await client.getUserDevices([userId]))
  // An upload of nothing only asks how many keys there are.
  const path = '/_matrix/client/v3/keys/upload'
  const uploaded = v.parse(uploadAnswer, await client.request({ method: 'POST', path, body: {} }))
  const device = queried.device_keys[userId]?.[deviceId]
  const secretStorage = new SecretStorage(new AccountData(client))
  return {
    deviceFingerprint: device?.keys[`ed25519:${deviceId}`],
    deviceIsSigned: isSignedByOwner(userId, device, queried.self_signing_keys[userId]),
    masterKey: Object.values(queried.master_keys[userId]?.keys ?? {})[0],
    secretStorage: await stateOf(secretStorage),
    oneTimeKeys: uploaded.one_time_key_counts['signed_curve25519'] ?? 0,
  }
}

/**
 * The public key of the identity that the account's secret storage holds.
 * @throws RecoveryKeyError when the key doesn't open it.
 */
export async function askForRecoverableIdentity(client: BotClient, recoveryKey: string): Promise<string> {
  const { master } = await new SecretStorage(new AccountData(client)).read(recoveryKey)
  return publicKeyOf(master)
}

async function stateOf(secretStorage: SecretStorage): Promise<PublicFacts['secretStorage']> {
  if (await secretStorage.isComplete()) return 'complete'
  return (await secretStorage.defaultKeyId()) === undefined ? 'absent' : 'incomplete'
}

export function readStoredFacts(records: CryptoRecords): StoredFacts {
  const rows = [...records.load(isInMemory)]
  const notes = new Notes(records, rows)
  const databases = [...readSchemas(rows).keys()]
  const count = (store: string) =>
    databases.reduce((sum, database) => sum + records.count(rowSpace(database, store)), 0)
  return {
    hasDevice: holdsAccount(rows),
    roomKeys: count('inbound_group_sessions3'),
    knownPeople: count('tracked_users'),
    encryptedRooms: [...notes.entries('room/')].length,
    ...readCounts(notes),
  }
}
