import { randomBytes } from 'node:crypto'
import { MatrixRequestError } from '../client/request-error.ts'
import { BotClient } from '../client/client.ts'
import type { Homeserver } from '../client/client.ts'
import { createAuth } from '../client/create-auth.ts'
import type { UserId } from '../ports/ids.ts'
import { at, arrayAt, stringAt } from '../client/json.ts'
import { SessionError } from './session.ts'
import type { Session } from './session.ts'

/** A device id for an account that has none yet; random, so that new keys never meet the device of lost ones. */
export const newDeviceId = () => `HINWEISBOT-${randomBytes(6).toString('hex').toUpperCase()}`

/** Logs in on the device `session` names, creating it if it isn't there. */
export async function loginWithPassword(
  homeserver: Homeserver,
  session: Session,
  password: string,
): Promise<Session> {
  try {
    const auth = createAuth(homeserver, session.deviceId)
    const { accessToken } = await auth.passwordLogin(session.userId, password, 'Hinweisbot')
    return await whoAmI(homeserver, session, accessToken)
  } catch (error) {
    if (!(error instanceof MatrixRequestError) || error.kind !== 'refused') throw error
    const hint = hintAfter(error, await loginFlows(homeserver))
    throw new SessionError(`the homeserver refuses the login (${error.errcode ?? ''})`, hint, {
      cause: error,
    })
  }
}

function hintAfter({ errcode }: MatrixRequestError, flows: readonly string[]): string {
  if (errcode === 'M_USER_DEACTIVATED')
    return 'The account is deactivated; ask those who run the homeserver, or name another one in login.userId.'
  return flows.includes('m.login.password')
    ? 'Check login.userId and the password.'
    : `The homeserver offers ${flows.join(', ') || 'no login'}; get a token there and set login.accessTokenFile.`
}

/** The session to which a token belongs. */
export async function whoAmI(
  homeserver: Homeserver,
  expected: Pick<Session, 'userId'> & Partial<Session>,
  accessToken: string,
): Promise<Session> {
  const answer: unknown = await new BotClient({ homeserver, accessToken: () => accessToken }).getWhoAmI()
  return checked(expected, at(answer, 'user_id'), at(answer, 'device_id'), accessToken)
}

/** Kinds of login that the homeserver offers. */
export async function loginFlows(homeserver: Homeserver): Promise<readonly string[]> {
  const answer = await new BotClient({ homeserver }).request({
    method: 'GET',
    path: '/_matrix/client/v3/login',
  })
  return arrayAt(answer, 'flows')
    .map((flow) => stringAt(flow, 'type'))
    .filter((type) => type !== undefined)
}

/** True if accounts are kept by a Matrix Authentication Service, which shows in the homeserver's metadata. */
export async function usesOAuth(homeserver: Homeserver): Promise<boolean> {
  try {
    const path = '/_matrix/client/v1/auth_metadata'
    const metadata = await new BotClient({ homeserver }).request({ method: 'GET', path })
    return stringAt(metadata, 'issuer') !== undefined
  } catch (error) {
    if (error instanceof MatrixRequestError && error.status !== undefined && error.status < 500) return false
    throw error
  }
}

function checked(
  expected: { readonly userId: UserId; readonly deviceId?: string },
  userId: unknown,
  deviceId: unknown,
  accessToken: string,
): Session {
  if (userId !== expected.userId) {
    throw new SessionError(
      'the token belongs to another account than the configuration names',
      'Correct login.userId, or use a token of that account.',
    )
  }
  if (typeof deviceId !== 'string' || (expected.deviceId ?? deviceId) !== deviceId) {
    const named = expected.deviceId === undefined ? 'a device' : `device ${expected.deviceId}`
    throw new SessionError(
      `the token belongs to ${typeof deviceId === 'string' ? 'another device' : 'no device'}, and the keys in the state directory would not fit`,
      `Use a token of ${named}, or start with an empty state directory and a new device.`,
    )
  }
  return { userId: expected.userId, deviceId, accessToken }
}
