import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { httpFetch } from '../../../src/matrix/client/http-client.ts'
import { BotClient } from '../../../src/matrix/client/client.ts'
import { createRoomApi } from '../../../src/matrix/rooms/room-api.ts'
import { homeserverBy } from '../../support/fake-client.ts'
import { roomId, userId } from '../../support/matrix-events.ts'
import { startFakeServer, type FakeServer } from '../../support/fake-server.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body))
  }

async function requestFrom(answer: Answer, options: { timeoutMs?: number; signal?: AbortSignal } = {}) {
  await using server = await startFakeServer(answer)
  const { signal = new AbortController().signal, ...rest } = options
  const client = clientOf(server).until(signal)
  return await client.request({ method: 'GET', path: '/_matrix/client/v3/sync', ...rest })
}

const clientOf = ({ url }: FakeServer) =>
  new BotClient({
    homeserver: homeserverBy(httpFetch, url),
    ...{ userId: userId('bot'), accessToken: () => 'secret-token' },
  })

describe('a request', () => {
  it('resolves with the JSON object of a good answer', async () => {
    await expect(requestFrom(json(200, { next_batch: 's1' }))).resolves.toEqual({ next_batch: 's1' })
  })

  it('sends its body as it is, with its length and the token', async () => {
    const echo: Answer = (request, response) => {
      const { 'content-length': length, authorization } = request.headers
      void text(request).then((body) => {
        json(200, { body, length, authorization })(request, response)
      })
    }
    await using server = await startFakeServer(echo)
    const request = { method: 'PUT', path: '/send', body: { body: 'für „alle“' } } as const
    const body = JSON.stringify(request.body)
    const length = String(Buffer.byteLength(body))
    const answer = await clientOf(server).request(request)
    expect(answer).toEqual({ body, length, authorization: 'Bearer secret-token' })
  })

  it.each<[string, Answer, object]>([
    [
      'a rate limit in the body',
      json(429, { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 1500 }),
      { kind: 'rate-limited', retryAfterMs: 1500, retryable: true },
    ],
    [
      'a rate limit in the header only',
      json(429, { errcode: 'M_LIMIT_EXCEEDED' }, { 'Retry-After': '2' }),
      { kind: 'rate-limited', retryAfterMs: 2000, retryable: true },
    ],
    [
      'an HTML error page',
      (_request, response) => response.writeHead(502).end('<html>Bad Gateway</html>'),
      { kind: 'server', status: 502, retryable: true },
    ],
    [
      'an HTML page that claims success',
      (_request, response) => response.writeHead(200).end('<html>Login</html>'),
      { kind: 'malformed', retryable: true },
    ],
    [
      'a redirection, which is not followed',
      (_request, response) => response.writeHead(302, { Location: '/elsewhere' }).end(),
      { kind: 'malformed', status: 302, retryable: true },
    ],
    ['a body of null', json(200, null), { kind: 'malformed', retryable: true }],
    [
      'a dead token',
      json(401, { errcode: 'M_UNKNOWN_TOKEN', soft_logout: true }),
      { kind: 'logged-out', softLogout: true, retryable: false },
    ],
    [
      'a refusal',
      json(403, { errcode: 'M_FORBIDDEN', error: 'nein' }),
      { kind: 'refused', errcode: 'M_FORBIDDEN', retryable: false },
    ],
    ['a reset', (request) => request.socket.resetAndDestroy(), { kind: 'network', retryable: true }],
  ])('fails with the kind of fault for %s', async (_name, answer, expected) => {
    await expect(requestFrom(answer)).rejects.toMatchObject({ name: 'MatrixRequestError', ...expected })
  })

  it('counts a trickling answer as a time-out', async () => {
    const trickle: Answer = (_request, response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write(' '), 20)
      response.on('close', () => {
        clearInterval(timer)
      })
    }
    await expect(requestFrom(trickle, { timeoutMs: 200 })).rejects.toMatchObject({ kind: 'timeout' })
  })

  it('ends at once when it is aborted', async () => {
    const abort = new AbortController()
    const silence: Answer = () => {
      abort.abort()
    }
    await expect(requestFrom(silence, { signal: abort.signal })).rejects.toMatchObject({
      kind: 'aborted',
      retryable: false,
    })
  })

  it('of a method of the SDK goes the same way', async () => {
    const asked: (string | undefined)[] = []
    await using server = await startFakeServer((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''}`)
      json(403, { errcode: 'M_FORBIDDEN' })(request, response)
    })
    await expect(clientOf(server).joinRoom('!a:b', ['c', 'd'])).rejects.toMatchObject({ kind: 'refused' })
    const query = 'server_name=c&server_name=d&via=c&via=d'
    expect(asked).toEqual([`POST /_matrix/client/v3/join/!a%3Ab?${query} Bearer secret-token`])
  })

  it('of a method of the SDK fails with a fault of the homeserver where its answer has another form', async () => {
    await using server = await startFakeServer(json(200, { chunk: null }))
    const members = createRoomApi(clientOf(server)).members(roomId())
    await expect(members).rejects.toMatchObject({ kind: 'malformed', retryable: true })
  })

  it('keeps the token and the body out of the error as it is printed', async () => {
    const error: unknown = await requestFrom(json(403, { errcode: 'M_FORBIDDEN', error: 'geheim' })).catch(
      (reason: unknown) => reason,
    )
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/geheim|secret-token/)
  })
})
