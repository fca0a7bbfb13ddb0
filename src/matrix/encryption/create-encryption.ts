import type { EncryptionContext } from '../bot-options.ts'
import type { RoomEncryption } from '../ports/encryption.ts'
import { CryptoClient, type CryptoClientOptions } from './crypto-client.ts'
import { SdkCrypto } from './sdk-crypto.ts'

export type EncryptionParts = Omit<CryptoClientOptions, 'requester'>

/** Encryption for the bot's client, for what is sent through the outbox and for the SDK's own methods alike. */
export function createEncryption(
  { client, session }: EncryptionContext,
  parts: EncryptionParts,
): RoomEncryption {
  const encryption = new CryptoClient({ ...parts, requester: client })
  // Declared read-only, and meant to be set by the constructor alone, which knows no implementation but the SDK's own.
  Object.assign(client, { crypto: new SdkCrypto(encryption, session.deviceId) })
  return encryption
}
