import type { EncryptionContext } from '../bot-options.ts'
import type { RoomEncryption } from '../ports/encryption.ts'
import { CryptoClient } from './crypto-client.ts'
import type { CryptoClientOptions } from './crypto-parts.ts'

export type EncryptionParts = Omit<CryptoClientOptions, 'client'>

export const createEncryption = ({ client }: EncryptionContext, parts: EncryptionParts): RoomEncryption =>
  new CryptoClient({ ...parts, client })
