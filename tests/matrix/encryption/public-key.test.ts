import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { publicKeyOf } from '../../../src/matrix/encryption/identity/public-key.ts'

describe('the public half of a key', () => {
  it('is that of RFC 8032, test 1', () => {
    const secret = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex')
    const expected = Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex')
    expect(`${publicKeyOf(secret.toString('base64'))}=`).toBe(expected.toString('base64'))
  })

  it('fits the private half, with padding or without', () => {
    const { d = '', x = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
    const padded = Buffer.from(d, 'base64url').toString('base64')
    expect(publicKeyOf(padded)).toBe(publicKeyOf(padded.replace(/=+$/, '')))
    expect(Buffer.from(publicKeyOf(padded), 'base64').toString('base64url')).toBe(x)
  })
})
