import type { KeysUploadRequest } from '@matrix-org/matrix-sdk-crypto-wasm'
import { MatrixRequestError } from '../../client/request-error.ts'
import type { Requester } from '../../client/requester.ts'
import { at, objectAt } from '../../client/json.ts'
import type { Notes } from '../store/notes.ts'
import { toApiRequest } from './to-api-request.ts'

const inFlight = 'keys-upload-in-flight'
const deviceKeysNote = 'device-keys'

/**
 * Uploads device and one-time keys, each one-time key once at most. If an upload's fate is unknown (a lost answer, a
 * killed process), its one-time keys may have been taken, and may even have been used up by now, in which case the
 * homeserver would take the same key a second time. So they are written off, and the library makes new ones as soon as a sync
 * shows that there are too few. The rest is sent again, which is harmless: device keys don't change, and a fallback key is there
 * to be used repeatedly. It is sent alone, too, if the homeserver wants no more one-time keys. Were it written off, too, the library would soon forget the one that people are still given.
 */
export async function sendKeysUpload(
  request: KeysUploadRequest,
  notes: Notes,
  requester: Requester,
): Promise<unknown> {
  const api = toApiRequest(request)
  const uncertain = notes.get(inFlight) === true
  const deviceKeys = at(api.body, 'device_keys')
  if (deviceKeys !== undefined) notes.set(deviceKeysNote, deviceKeys)
  const rest = { ...objectAt(api.body), one_time_keys: undefined }
  if (!uncertain) notes.set(inFlight, true)
  try {
    return await requester.request({ ...api, body: uncertain ? rest : api.body })
  } catch (error) {
    if (!uncertain && isEnough(error)) return requester.request({ ...api, body: rest })
    if (!uncertain && wasSurelyNotTaken(error)) notes.delete(inFlight)
    throw error
  }
}

/** To be called once the library has stored that an upload was answered, and not before. */
export function keysUploadStored(notes: Notes): void {
  notes.delete(inFlight)
}

/** The homeserver holds as many one-time keys as it wants to; it may just not tell, so that none seemed to be there. */
const isEnough = (error: unknown): boolean =>
  error instanceof MatrixRequestError && error.kind === 'refused' && error.errcode === 'M_TOO_LARGE'

const wasSurelyNotTaken = (error: unknown): boolean =>
  error instanceof MatrixRequestError && (error.kind === 'rate-limited' || error.kind === 'refused')

/**
 * Uploads the device's public keys once more, after the homeserver has forgotten them with the session that they came with. The
 * library would not: it makes new one-time keys by itself, but believes the device known. False if they were never uploaded.
 */
export async function uploadDeviceKeysAgain(notes: Notes, requester: Requester): Promise<boolean> {
  const deviceKeys = notes.get(deviceKeysNote)
  if (deviceKeys === undefined) return false
  const path = '/_matrix/client/v3/keys/upload'
  await requester.request({ method: 'POST', path, body: { device_keys: deviceKeys } })
  return true
}
