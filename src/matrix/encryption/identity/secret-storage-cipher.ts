import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { RecoveryKeyError } from '../errors.ts'

/** One encrypted secret, as it stands in the account data. */
export interface SealedSecret {
  readonly iv: string
  readonly ciphertext: string
  readonly mac: string
}

/** `m.secret_storage.v1.aes-hmac-sha2`: AES-256-CTR and HMAC-SHA-256, with keys derived for the secret's name. */
export const secretStorageAlgorithm = 'm.secret_storage.v1.aes-hmac-sha2'

export function sealSecret(key: Uint8Array, name: string, secret: string, iv = freshIv()): SealedSecret {
  const { aes, hmac } = deriveKeys(key, name)
  const cipher = createCipheriv('aes-256-ctr', aes, iv)
  const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return { iv: unpadded(iv), ciphertext: unpadded(ciphertext), mac: unpadded(macOf(hmac, ciphertext)) }
}

/** @throws RecoveryKeyError when the secret was not sealed with this key. */
export function openSecret(key: Uint8Array, name: string, sealed: SealedSecret): string {
  const { aes, hmac } = deriveKeys(key, name)
  const ciphertext = Buffer.from(sealed.ciphertext, 'base64')
  const mac = Buffer.from(sealed.mac, 'base64')
  const expected = macOf(hmac, ciphertext)
  if (mac.length !== expected.length || !timingSafeEqual(mac, expected)) {
    throw new RecoveryKeyError("the recovery key does not open the account's secret storage")
  }
  const decipher = createDecipheriv('aes-256-ctr', aes, Buffer.from(sealed.iv, 'base64'))
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8')
}

const checkText = '\0'.repeat(32)

/** Lets a key be recognised: the specification encrypts 32 zero bytes under an empty name. */
export function keyCheck(key: Uint8Array, iv?: Buffer): { readonly iv: string; readonly mac: string } {
  const sealed = sealSecret(key, '', checkText, iv)
  return { iv: sealed.iv, mac: sealed.mac }
}

export function fitsKeyCheck(key: Uint8Array, check: { readonly iv: string; readonly mac: string }): boolean {
  const own = Buffer.from(keyCheck(key, Buffer.from(check.iv, 'base64')).mac, 'base64')
  const stated = Buffer.from(check.mac, 'base64')
  return own.length === stated.length && timingSafeEqual(own, stated)
}

function deriveKeys(key: Uint8Array, name: string): { aes: Buffer; hmac: Buffer } {
  const derived = Buffer.from(hkdfSync('sha256', key, Buffer.alloc(32), name, 64))
  return { aes: derived.subarray(0, 32), hmac: derived.subarray(32) }
}

function freshIv(): Buffer {
  const iv = randomBytes(16)
  // Bit 63 is the counter's highest; some implementations of CTR count in 64 bits only.
  iv.writeUInt8(iv.readUInt8(8) & 0x7f, 8)
  return iv
}

const macOf = (key: Buffer, ciphertext: Buffer): Buffer =>
  createHmac('sha256', key).update(ciphertext).digest()

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')
