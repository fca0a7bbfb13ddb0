import type { RoomEncryption } from './encryption-port.ts'
import type { RoomId } from './ids.ts'

/** An encrypted room, and nothing that could encrypt for it. */
export class EncryptionUnavailableError extends Error {
  override readonly name = 'EncryptionUnavailableError'

  constructor() {
    super('the room is encrypted and the bot has no encryption')
  }
}

/** For a bot without keys: it is silent in encrypted rooms rather than speak in clear. */
export function createNoEncryption(isEncrypted: (roomId: RoomId) => boolean): RoomEncryption {
  return {
    prepare: () => Promise.resolve(),
    receiveUpdate: () => Promise.resolve(),
    receiveState: () => undefined,
    receiveVerification: () => undefined,
    decrypt: () => Promise.resolve({ kind: 'undecryptable', reason: 'no-encryption' }),
    encrypt: (roomId, event) =>
      isEncrypted(roomId) ? Promise.reject(new EncryptionUnavailableError()) : Promise.resolve(event),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}
