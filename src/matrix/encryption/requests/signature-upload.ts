import * as v from '../../../documents/valibot.ts'
import { IdentityRefusedError } from '../errors.ts'

const doctorHint = 'Start the bot again; if it stays like this, see what the doctor command says.'

// Some servers leave `failures` out when there are none, or write null.
const signatureUploadAnswer = v.object({ failures: v.nullish(v.record(v.string(), v.unknown()), {}) })

/** @throws IdentityRefusedError when the homeserver rejected a signature, which it does with status 200. */
export function assertSignaturesTaken(answer: unknown): void {
  const { failures } = v.parse(signatureUploadAnswer, answer)
  const refused = Object.keys(failures)
  if (refused.length > 0)
    throw new IdentityRefusedError(`the homeserver refused signatures for ${refused.join(', ')}`, doctorHint)
}
