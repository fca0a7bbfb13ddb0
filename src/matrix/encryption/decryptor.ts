import {
  DecryptionErrorCode,
  DecryptionSettings,
  MegolmDecryptionError,
  RoomId as CoreRoomId,
  TrustRequirement,
  type OlmMachine,
} from '@matrix-org/matrix-sdk-crypto-wasm'
import * as v from '../../documents/valibot.ts'
import type { Decryption, EncryptedEvent } from '../ports/encryption.ts'

const decryptedEvent = v.object({ type: v.string(), content: v.record(v.string(), v.unknown()) })

/** Codes after which the same event may become readable: its key, or an earlier state of it, may still come. */
const missingKey: ReadonlySet<DecryptionErrorCode> = new Set([
  DecryptionErrorCode.MissingRoomKey,
  DecryptionErrorCode.UnknownMessageIndex,
])

// Questions are answered from everybody, whether or not they ever verified their devices.
const anyDevice = () => new DecryptionSettings(TrustRequirement.Untrusted)

export async function decryptRoomEvent(machine: OlmMachine, event: EncryptedEvent): Promise<Decryption> {
  const raw = {
    type: 'm.room.encrypted',
    event_id: event.eventId,
    sender: event.sender,
    origin_server_ts: event.timestamp,
    content: event.content,
  }
  try {
    const decrypted = await machine.decryptRoomEvent(
      JSON.stringify(raw),
      new CoreRoomId(event.roomId),
      anyDevice(),
    )
    const { type, content } = v.parse(decryptedEvent, JSON.parse(decrypted.event))
    return { kind: 'decrypted', type, content }
  } catch (error) {
    return toFailure(error)
  }
}

function toFailure(error: unknown): Decryption {
  if (!(error instanceof MegolmDecryptionError)) return { kind: 'undecryptable', reason: 'malformed' }
  const reason = error.withheldCode ?? DecryptionErrorCode[error.code]
  return { kind: missingKey.has(error.code) ? 'missing-key' : 'undecryptable', reason }
}
