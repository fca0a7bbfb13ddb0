import { describe, expect, it } from 'vitest'
import { isLoggedOut } from '../../../src/matrix/client/request-error.ts'
import type { MatrixRequestError } from '../../../src/matrix/client/request-error.ts'
import { BotClient } from '../../../src/matrix/client/client.ts'
import { loginWithPassword } from '../../../src/matrix/session/login.ts'
import type { Credentials } from '../../../src/matrix/session/session-keeper.ts'
import { SessionKeeper } from '../../../src/matrix/session/session-keeper.ts'
import { homeserverBy } from '../../support/fake-client.ts'
import { userId } from '../../support/matrix-events.ts'

/** A homeserver that knows only the newest of the tokens that it has given, and answers a request when `release` says so. */
function setUp() {
  let logins = 0
  let device = {}
  const held: (() => void)[] = []
  const fetch = async (address: string, init: RequestInit): Promise<Response> => {
    const { pathname } = new URL(address)
    if (pathname.endsWith('/login')) {
      logins++
      device = JSON.parse(init.body as string) as object
      return Response.json({ access_token: `t${logins}` })
    }
    const token = new Headers(init.headers).get('authorization')
    const isKnown = token === `Bearer t${logins}`
    if (isKnown && pathname.endsWith('/whoami')) return Response.json({ ...device, user_id: userId('bot') })
    await new Promise<void>((resolve) => held.push(resolve))
    return isKnown ? Response.json({}) : Response.json({ errcode: 'M_UNKNOWN_TOKEN' }, { status: 401 })
  }
  const told: string[] = []
  const homeserver = homeserverBy(fetch)
  const stored = new Map<string, string>()
  const keeper = new SessionKeeper({
    homeserver,
    userId: userId('bot'),
    credentials: { kind: 'password', password: () => 'secret' },
    store: { get: (key) => stored.get(key), set: (key, value) => void stored.set(key, value) },
    events: {
      loggedIn: () => void told.push('logged in'),
      loggedOut: () => void told.push('logged out'),
      waiting: () => void told.push('delayed'),
    },
    random: () => 0,
  })
  const client = new BotClient({ homeserver, accessToken: () => keeper.accessToken })
  return {
    keeper,
    told,
    endSession: () => logins++,
    request: () => client.request({ method: 'GET', path: '/_matrix/client/v3/sync' }),
    release: () => held.shift()?.(),
  }
}

async function refusalOf(request: Promise<unknown>): Promise<MatrixRequestError> {
  const error = await request.catch((reason: unknown) => reason)
  if (isLoggedOut(error)) return error
  throw new Error('the request was not refused')
}

describe('a session that the homeserver has ended', () => {
  it.each([
    ['while the first renewal is under way', false],
    ['when the first renewal is done', true],
  ])('is renewed once although a second request meets its end %s', async (_when, late) => {
    const { keeper, told, endSession, request, release } = setUp()
    await keeper.open()
    endSession()
    told.length = 0
    const requests = [request(), request()].map(refusalOf)
    let prepared = 0
    const prepare = () => {
      prepared++
      return Promise.resolve()
    }
    const renewAfter = async (refusal: Promise<MatrixRequestError> | undefined) => {
      const error = await refusal
      if (error !== undefined) await keeper.renew(error, prepare)
    }
    release()
    const first = renewAfter(requests[0])
    if (late) await first
    release()
    await Promise.all([first, renewAfter(requests[1])])
    expect(told).toEqual(['logged out', 'logged in'])
    expect(prepared).toBe(1)

    const again = request()
    release()
    await expect(again).resolves.toEqual({})
  })

  it('is renewed again when the new one is ended, too', async () => {
    const { keeper, told, endSession, request, release } = setUp()
    await keeper.open()
    told.length = 0
    for (let i = 0; i < 2; i++) {
      endSession()
      const refused = refusalOf(request())
      release()
      await keeper.renew(await refused, () => Promise.resolve())
    }
    expect(told).toEqual(['logged out', 'logged in', 'logged out', 'logged in'])
  })

  it('keeps its token out of what is logged of the refusal', async () => {
    const { keeper, endSession, request, release } = setUp()
    await keeper.open()
    const { accessToken } = keeper
    endSession()
    const refused = refusalOf(request())
    release()
    const error = await refused
    expect(error.refusedToken).toBe(accessToken)
    expect(`${error.message} ${JSON.stringify(error)}`).not.toContain(accessToken)
  })
})

/** Opens a session with what is stored and given, at a homeserver that answers so. */
function openAt(answer: Response, credentials: Credentials, stored?: object) {
  const session = stored && JSON.stringify({ userId: userId('bot'), ...stored })
  const ignore = () => undefined
  const keeper = new SessionKeeper({
    homeserver: homeserverBy(() => Promise.resolve(answer)),
    ...{ userId: userId('bot'), credentials },
    store: { get: (key) => (key === 'session' ? session : undefined), set: ignore },
    events: { loggedIn: ignore, loggedOut: ignore, waiting: ignore },
    random: () => 0,
  })
  return keeper.open()
}

const ended = () =>
  Response.json(
    { errcode: 'M_UNKNOWN_TOKEN', error: 'Token is not active', soft_logout: false },
    { status: 401 },
  )

describe('a token that somebody gives', () => {
  const given = { kind: 'token', accessToken: () => 'new' } as const
  const first = { deviceId: 'FIRST', accessToken: 'old' }

  it('is refused if it is of another device, with the device that it has to be of', async () => {
    const whoami = Response.json({ user_id: userId('bot'), device_id: 'SECOND' })
    await expect(openAt(whoami, given, first)).rejects.toMatchObject({
      ...{ name: 'SessionError', message: expect.stringContaining('another device') as string },
      hint: expect.stringMatching(/^Use a token of device FIRST, /) as string,
    })
  })

  it('is to be replaced by one of the same device when it has ended', async () => {
    const message = 'the homeserver does not know the access token (any more)'
    await expect(openAt(ended(), given, first)).rejects.toMatchObject({
      ...{ message, hint: 'Put a new token of device FIRST into login.accessTokenFile.' },
    })
    await expect(openAt(ended(), given)).rejects.toMatchObject({
      ...{ message, hint: 'Put a new token into login.accessTokenFile.' },
    })
  })
})

describe('a session that a person has to begin', () => {
  const hint = expect.stringMatching(/^Log in with npm run login, or configure login\.passwordFile/) as string

  it('is told apart from one that has ended', async () => {
    const nothing = { kind: 'stored' } as const
    await expect(openAt(ended(), nothing)).rejects.toMatchObject({
      ...{ message: 'there is no session, and nothing to log in with', hint },
    })
    await expect(openAt(ended(), nothing, { deviceId: 'A', accessToken: 'x' })).rejects.toMatchObject({
      ...{ message: 'the homeserver does not know the session (any more)', hint },
    })
  })
})

it('says of an account that is deactivated that it is, and speaks of no password', async () => {
  const gone = () => Response.json({ errcode: 'M_USER_DEACTIVATED', error: 'gone' }, { status: 403 })
  const flows = () => Response.json({ flows: [{ type: 'm.login.password' }] })
  const homeserver = homeserverBy((_url, { method }) => Promise.resolve(method === 'GET' ? flows() : gone()))
  const session = { userId: userId('bot'), deviceId: 'A', accessToken: undefined }
  await expect(loginWithPassword(homeserver, session, 'geheim')).rejects.toMatchObject({
    message: 'the homeserver refuses the login (M_USER_DEACTIVATED)',
    hint: expect.stringMatching(/^The account is deactivated; .* in login\.userId\.$/) as string,
  })
})
