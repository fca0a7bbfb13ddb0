import { createPublicKey, verify } from 'node:crypto'
import * as v from '../../../documents/valibot.ts'

const keys = v.record(v.string(), v.string())
const signatures = v.record(v.string(), v.record(v.string(), v.string()))
const signed = v.looseObject({ keys, signatures: v.nullish(signatures) })

/** True if `deviceKeys` carry a valid signature by one of the keys in `selfSigningKey`, both as `/keys/query` gives them. */
export function isSignedByOwner(userId: string, deviceKeys: unknown, selfSigningKey: unknown): boolean {
  const device = v.safeParse(signed, deviceKeys)
  const signer = v.safeParse(signed, selfSigningKey)
  if (!device.success || !signer.success) return false
  const message = Buffer.from(canonicalJson({ ...device.output, signatures: undefined, unsigned: undefined }))
  return Object.entries(signer.output.keys).some(([id, key]) => {
    const signature = device.output.signatures?.[userId]?.[id]
    return (
      signature !== undefined && verify(null, message, toPublicKey(key), Buffer.from(signature, 'base64'))
    )
  })
}

function toPublicKey(base64: string): ReturnType<typeof createPublicKey> {
  const x = Buffer.from(base64, 'base64').toString('base64url')
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
}

/** JSON as Matrix signs it: sorted keys, no white space. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  members.sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`
}
