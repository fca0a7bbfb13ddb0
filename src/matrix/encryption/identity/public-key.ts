import { createPrivateKey, createPublicKey } from 'node:crypto'

/** In PKCS #8 these bytes come before the 32 of an Ed25519 key. */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The public half of an Ed25519 key; both as Matrix writes them, in base64 without padding. */
export function publicKeyOf(privateKey: string): string {
  const key = Buffer.concat([pkcs8Prefix, Buffer.from(privateKey, 'base64')])
  const { x = '' } = createPublicKey(createPrivateKey({ key, format: 'der', type: 'pkcs8' })).export({
    format: 'jwk',
  })
  return Buffer.from(x, 'base64url').toString('base64').replace(/=+$/, '')
}
