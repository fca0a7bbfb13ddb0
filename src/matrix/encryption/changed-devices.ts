import { ProcessedToDeviceEventType, type ProcessedToDeviceEvent } from '@matrix-org/matrix-sdk-crypto-wasm'
import { at, objectAt } from '../client/json.ts'
import type { EncryptionUpdate } from '../ports/encryption.ts'
import { isUserId, type UserId } from '../ports/ids.ts'

/** How Olm marks a message that may begin a session. */
const beginning = 0

/**
 * The users whose devices, or the sessions with them, may be others after an update. A device that begins a session may have lost the one by
 * which it was sent its keys, and is to be sent them again; one whose message can't be read needs a new session.
 */
export function changedDevices(
  { changedDevices: changed, leftDevices: left, toDevice }: EncryptionUpdate,
  received: readonly ProcessedToDeviceEvent[],
): ReadonlySet<UserId> {
  const begun = toDevice.filter(mayBeginSession).map((event) => at(event, 'sender'))
  const unreadable = received
    .filter(({ type }) => type === ProcessedToDeviceEventType.UnableToDecrypt)
    .map(({ rawEvent }) => at(JSON.parse(rawEvent), 'sender'))
  return new Set([...changed, ...left, ...[...begun, ...unreadable].filter(isUserId)])
}

const mayBeginSession = (event: unknown): boolean =>
  Object.values(objectAt(event, 'content', 'ciphertext')).some((message) => at(message, 'type') === beginning)
