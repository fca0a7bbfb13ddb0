import { z } from 'zod'
import { KeyStoreMismatchError } from '../errors.ts'
import type { Notes } from '../store/notes.ts'
import type { AccountData } from './account-data.ts'
import type { OwnKeys } from './own-keys.ts'

const newDevice =
  'Empty the state directory but for the recovery key: the bot then makes a new device with the same identity.'

/**
 * Keys and device have to be each other's: a second set of keys on a device that others know would be ignored by them,
 * and look like an attack. `unknown` means that the homeserver has no keys of the device.
 * @throws KeyStoreMismatchError
 */
export function checkDevice(
  own: OwnKeys,
  store: { isFresh: boolean; fingerprint: string },
): 'fits' | 'unknown' {
  const { deviceFingerprint } = own
  if (deviceFingerprint === store.fingerprint) return 'fits'
  if (deviceFingerprint === undefined) return 'unknown'
  throw store.isFresh
    ? new KeyStoreMismatchError(
        'this device has keys already, but the state directory has none',
        `Bring the state directory back. If it is lost: ${newDevice}`,
      )
    : new KeyStoreMismatchError('the key store belongs to another device', newDevice)
}

const generationType = 'org.hinweisbot.key_store'
const generationNote = 'generation'
const generationContent = z.object({ device_id: z.string(), generation: z.number().int() })

/**
 * Counts the starts, here and in the account data. A store that is behind was copied or restored from a backup: its ratchets
 * have been used already, and used again they would give away keys and be rejected by others.
 * @throws KeyStoreMismatchError
 */
export async function checkGeneration(
  accountData: AccountData,
  notes: Notes,
  deviceId: string,
): Promise<void> {
  const read = generationContent.safeParse(await accountData.get(generationType))
  const seen = read.success && read.data.device_id === deviceId ? read.data.generation : 0
  const own = z.number().int().catch(0).parse(notes.get(generationNote))
  if (seen > own) {
    throw new KeyStoreMismatchError(
      'the state directory is an older copy: the bot has been started with a newer one',
      `Use the newest one. If it is lost: ${newDevice}`,
    )
  }
  notes.set(generationNote, own + 1)
  await accountData.set(generationType, { device_id: deviceId, generation: own + 1 })
}
