import { KeyStoreMismatchError } from '../errors.ts'
import type { OwnKeys } from './own-keys.ts'

export const newDevice =
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
