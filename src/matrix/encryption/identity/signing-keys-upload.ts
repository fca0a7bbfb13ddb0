import * as v from '../../../documents/valibot.ts'
import { MatrixRequestError } from '../../client/request-error.ts'
import type { Requester } from '../../client/requester.ts'
import type { UserId } from '../../ports/ids.ts'
import { BrowserApprovalError, IdentityRefusedError } from '../errors.ts'

// Dendrite writes null where other homeservers leave out what they have nothing to say about.
const authenticationAsked = v.object({
  session: v.nullish(v.string()),
  flows: v.array(v.object({ stages: v.nullish(v.array(v.string()), []) })),
  params: v.nullish(v.record(v.string(), v.unknown()), {}),
})
type AuthenticationAsked = v.InferOutput<typeof authenticationAsked>

const browserStages = ['m.oauth', 'org.matrix.cross_signing_reset']
const stageWithUrl = v.object({ url: v.string() })

const request = (body: object) =>
  ({ method: 'POST', path: '/_matrix/client/v3/keys/device_signing/upload', body }) as const

/**
 * Uploads the public keys of the bot's identity: without authentication where the homeserver allows that, otherwise with
 * the account's password.
 * @throws BrowserApprovalError when the homeserver wants a person in a browser.
 * @throws IdentityRefusedError when it wants something that the bot doesn't have.
 */
export async function uploadSigningKeys(
  requester: Requester,
  keys: object,
  account: { readonly userId: UserId; readonly password: string | undefined },
): Promise<void> {
  try {
    await requester.request(request(keys))
  } catch (error) {
    const asked = readAuthentication(error)
    if (asked === undefined) throw error
    await uploadAuthenticated(requester, keys, asked, account)
  }
}

async function uploadAuthenticated(
  requester: Requester,
  keys: object,
  asked: AuthenticationAsked,
  { userId, password }: { readonly userId: UserId; readonly password: string | undefined },
): Promise<void> {
  if (!asked.flows.some(({ stages }) => stages.length === 1 && stages[0] === 'm.login.password')) {
    throw approvalNeeded(asked)
  }
  if (password === undefined) {
    throw new IdentityRefusedError(
      'the homeserver wants the password before it takes the identity of the bot',
      'Give login.passwordFile for this start.',
    )
  }
  const identifier = { type: 'm.id.user', user: userId }
  const auth = { type: 'm.login.password', identifier, password, session: asked.session ?? undefined }
  try {
    await requester.request(request({ ...keys, auth }))
  } catch (error) {
    if (readAuthentication(error) === undefined && !isRefused(error)) throw error
    // Without the cause: a homeserver may repeat what it was sent.
    throw new IdentityRefusedError(
      'the homeserver refused the password for the identity of the bot',
      'Correct login.passwordFile.',
    )
  }
}

function approvalNeeded(asked: AuthenticationAsked): Error {
  for (const stage of browserStages) {
    const read = v.safeParse(stageWithUrl, asked.params[stage])
    if (read.success) return new BrowserApprovalError(read.output.url)
  }
  return new IdentityRefusedError(
    'the homeserver wants an authentication that the bot cannot give',
    "Log in as the bot's account with another client, set up its recovery there, and give the recovery key to the bot.",
  )
}

const isRefused = (error: unknown) => error instanceof MatrixRequestError && error.kind === 'refused'

function readAuthentication(error: unknown): AuthenticationAsked | undefined {
  if (!(error instanceof MatrixRequestError) || error.status !== 401) return undefined
  const read = v.safeParse(authenticationAsked, error.body)
  return read.success ? read.output : undefined
}
