import { z } from 'zod'
import { IdentityRefusedError } from '../errors.ts'

const doctorHint = 'Start the bot again; if it stays like this, see what the doctor command says.'

// Some servers leave `failures` out when there are none.
const signatureUploadAnswer = z.object({ failures: z.record(z.string(), z.unknown()).optional() })

/** @throws IdentityRefusedError when the homeserver rejected a signature, which it does with status 200. */
export function assertSignaturesTaken(answer: unknown): void {
  const { failures = {} } = signatureUploadAnswer.parse(answer)
  const refused = Object.keys(failures)
  if (refused.length > 0)
    throw new IdentityRefusedError(`the homeserver refused signatures for ${refused.join(', ')}`, doctorHint)
}
