import { RecoveryKeyError } from '../errors.ts'

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const prefix = [0x8b, 0x01]
const keyLength = 32

/** A secret storage key as people write it down: base58 in groups of four, as the Matrix specification defines it. */
export function encodeRecoveryKey(key: Uint8Array): string {
  const bytes = [...prefix, ...key]
  return (toBase58([...bytes, parityOf(bytes)]).match(/.{1,4}/g) ?? []).join(' ')
}

/** @throws RecoveryKeyError when the text is no recovery key, or has a typing mistake. */
export function decodeRecoveryKey(text: string): Uint8Array {
  const bytes = fromBase58(text.replaceAll(/\s/g, ''))
  const key = bytes.slice(prefix.length, -1)
  const isWhole = prefix.every((byte, index) => bytes[index] === byte) && parityOf(bytes) === 0
  if (!isWhole || key.length !== keyLength)
    throw new RecoveryKeyError('this is no recovery key, or it was mistyped')
  return Uint8Array.from(key)
}

const parityOf = (bytes: readonly number[]): number => bytes.reduce((parity, byte) => parity ^ byte, 0)

function toBase58(bytes: readonly number[]): string {
  let value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  let text = ''
  for (; value > 0n; value /= 58n) text = alphabet.charAt(Number(value % 58n)) + text
  return text
}

function fromBase58(text: string): number[] {
  let value = 0n
  for (const character of text) {
    const digit = alphabet.indexOf(character)
    if (digit < 0) throw new RecoveryKeyError('a recovery key has letters and digits only')
    value = value * 58n + BigInt(digit)
  }
  const bytes: number[] = []
  for (; value > 0n; value /= 256n) bytes.unshift(Number(value % 256n))
  return bytes
}
