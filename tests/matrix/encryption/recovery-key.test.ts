import { describe, expect, it } from 'vitest'
import { RecoveryKeyError } from '../../../src/matrix/encryption/errors.ts'
import { decodeRecoveryKey, encodeRecoveryKey } from '../../../src/matrix/encryption/identity/recovery-key.ts'
import {
  fitsKeyCheck,
  keyCheck,
  openSecret,
  sealSecret,
} from '../../../src/matrix/encryption/identity/secret-storage-cipher.ts'

const key = Uint8Array.from({ length: 32 }, (_, index) => index * 7)

describe('a recovery key', () => {
  it('is written in groups of four and read back, with or without the spaces', () => {
    const written = encodeRecoveryKey(key)
    expect(written).toMatch(/^Es[A-Za-z0-9]{2}( [A-Za-z0-9]{1,4}){11}$/)
    expect(decodeRecoveryKey(written)).toEqual(key)
    expect(decodeRecoveryKey(written.replaceAll(' ', ''))).toEqual(key)
  })

  it.each([
    [
      'a typing mistake',
      (text: string) => `${text.slice(0, 8)}${text[8] === 'a' ? 'b' : 'a'}${text.slice(9)}`,
    ],
    ['a character that does not occur in one', (text: string) => text.replace(/.$/, '0')],
    ['a piece of one', (text: string) => text.slice(0, 20)],
    ['nothing', () => ''],
  ])('is refused if it is %s', (_, damage) => {
    expect(() => decodeRecoveryKey(damage(encodeRecoveryKey(key)))).toThrow(RecoveryKeyError)
  })
})

describe('a secret in secret storage', () => {
  it('opens with its key and name only', () => {
    const sealed = sealSecret(key, 'm.cross_signing.master', 'secret')
    expect(openSecret(key, 'm.cross_signing.master', sealed)).toBe('secret')
    expect(() => openSecret(key, 'm.cross_signing.self_signing', sealed)).toThrow(RecoveryKeyError)
    expect(() => openSecret(key.toReversed(), 'm.cross_signing.master', sealed)).toThrow(RecoveryKeyError)
  })

  it('is written without padding, which some clients would not read', () => {
    const { iv, ciphertext, mac } = sealSecret(key, 'name', 'some secret')
    expect(`${iv}${ciphertext}${mac}`).not.toContain('=')
  })

  it('lets its key be recognised', () => {
    expect(fitsKeyCheck(key, keyCheck(key))).toBe(true)
    expect(fitsKeyCheck(key.toReversed(), keyCheck(key))).toBe(false)
  })
})
