import { describe, expect, it } from 'vitest'
import { httpFetch } from '../../../src/matrix/client/http-client.ts'
import { isUserId } from '../../../src/matrix/ports/ids.ts'
import { SessionKeeper } from '../../../src/matrix/session/session-keeper.ts'
import { startFakeServer } from '../../support/fake-server.ts'

/** A server that answers these paths with JSON, and all others as `others` says. */
const serving = (answers: Readonly<Record<string, unknown>>, others: { type: string; body: string }) =>
  startFakeServer((request, response) => {
    const answer = answers[request.url ?? '']
    if (answer === undefined) response.writeHead(404, { 'content-type': others.type }).end(others.body)
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })

const html = { type: 'text/html', body: '<html>Not here</html>' }
const unrecognised = { type: 'application/json', body: '{"errcode":"M_UNRECOGNIZED"}' }
const named = 'https://matrix.example.org'
const wellKnown = { '/.well-known/matrix/client': { 'm.homeserver': { base_url: named } } }

/** The result of a start at this address. */
function start(url: string): Promise<unknown> {
  const userId = '@bot:example.org'
  if (!isUserId(userId)) throw new TypeError('no user id')
  const values = new Map<string, string>()
  const ignore = () => undefined
  const keeper = new SessionKeeper({
    ...{ userId, random: () => 0.5 },
    homeserver: { url, fetch: httpFetch, signal: AbortSignal.timeout(2_000) },
    credentials: { kind: 'password', password: () => 'geheim' },
    store: { get: (key) => values.get(key), set: (key, value) => void values.set(key, value) },
    events: { loggedIn: ignore, loggedOut: ignore, waiting: ignore },
  })
  return keeper.open()
}

describe('an address that is not the homeserver’s', () => {
  it.each([html, unrecognised])('ends the start, and the right one is named: %j', async (others) => {
    await using server = await serving(wellKnown, others)
    await expect(start(server.url)).rejects.toMatchObject({
      name: 'HomeserverAddressError',
      message: `${server.url} is not the homeserver itself; it names ${named} as its address (.well-known)`,
      hint: `Set homeserver.url to ${named}`,
    })
  })

  it('ends the start if something speaks Matrix’s errors, but knows no login', async () => {
    await using server = await serving({}, unrecognised)
    await expect(start(`${server.url}/below`)).rejects.toMatchObject({
      message: expect.stringMatching(/below knows no \/_matrix.*login \(404 M_UNRECOGNIZED\)$/) as string,
      hint: expect.stringContaining('without a path below it') as string,
    })
  })

  it.each([301, 308])(
    'ends the start if it redirects for good, and the target is named: %d',
    async (status) => {
      await using server = await startFakeServer((request, response) => {
        response.writeHead(status, { location: `${named}${request.url ?? ''}` }).end()
      })
      await expect(start(server.url)).rejects.toMatchObject({
        ...{ name: 'HomeserverAddressError', message: `${server.url} redirects to ${named}` },
        hint: `Set homeserver.url to ${named}`,
      })
    },
  )

  it.each([302, 303, 307])('may redirect for a while, which is waited for: %d', async (status) => {
    await using server = await startFakeServer((request, response) => {
      response.writeHead(status, { location: `${named}${request.url ?? ''}` }).end()
    })
    await expect(start(server.url)).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('may be a page to which all is redirected for a while, which is waited for', async () => {
    await using server = await startFakeServer((_request, response) => {
      response.writeHead(302, { location: 'https://www.example.org/maintenance' }).end()
    })
    await expect(start(server.url)).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('may be a homeserver that is just starting, which is waited for', async () => {
    await using server = await serving({}, html)
    await expect(start(server.url)).rejects.toMatchObject({ name: 'AbortError' })
    await using homeserver = await serving({ '/_matrix/client/versions': { versions: ['v1.11'] } }, html)
    await expect(start(homeserver.url)).rejects.toMatchObject({ name: 'AbortError' })
  })
})
