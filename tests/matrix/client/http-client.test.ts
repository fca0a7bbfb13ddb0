import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, request as httpRequest } from 'node:http'
import type { Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createHttpFetch } from '../../../src/matrix/client/http-client.ts'
import { BotClient } from '../../../src/matrix/client/client.ts'
import type { Fetch } from '../../../src/matrix/client/transport.ts'
import { homeserverBy } from '../../support/fake-client.ts'
import { listen } from '../../support/listen.ts'

const fixture = (name: string) => readFileSync(`tests/fixtures/certificates/${name}`, 'utf8')
// Of an authority that nobody trusts, made for these tests alone.
const certificates = fixture('certificate.pem')
const versions = JSON.stringify({ versions: ['v1.11'] })
const path = '/_matrix/client/versions'

async function listening(server: Server, protocol: string) {
  const port = await listen(server)
  return {
    url: `${protocol}://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const secureHomeserver = () =>
  listening(
    createSecureServer({ key: fixture('key.pem'), cert: certificates }, (_request, response) =>
      response.end(versions),
    ),
    'https',
  )

const plainHomeserver = () =>
  listening(
    createServer((_request, response) => response.end(versions)),
    'http',
  )

/** A proxy that remembers what it was asked for: tunnels by CONNECT, and plain requests with the whole URL. */
async function startProxy() {
  const asked: string[] = []
  const server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method ?? ''} ${incoming.url ?? ''}`)
    httpRequest(incoming.url ?? '', (response) => response.pipe(outgoing)).end()
  })
  server.on('connect', ({ url = '' }, socket, head) => {
    asked.push(`CONNECT ${url}`)
    const [host = '', port = ''] = url.split(':')
    const target = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      target.write(head)
      target.pipe(socket).pipe(target)
    })
    socket.on('error', () => target.destroy())
  })
  return { asked, ...(await listening(server, 'http')) }
}

const ask = (homeserverUrl: string, fetch: Fetch) =>
  new BotClient({ homeserver: homeserverBy(fetch, homeserverUrl) }).request({ method: 'GET', path })

describe('the way to the homeserver', () => {
  it('is refused with its reason if the certificate is of an authority that nobody trusts', async () => {
    await using homeserver = await secureHomeserver()
    await expect(ask(homeserver.url, createHttpFetch({}))).rejects.toMatchObject({
      ...{ kind: 'network', reason: 'DEPTH_ZERO_SELF_SIGNED_CERT', address: homeserver.url },
    })
  })

  it('is open if the configuration names the authority', async () => {
    await using homeserver = await secureHomeserver()
    expect(await ask(homeserver.url, createHttpFetch({ certificates }))).toEqual(JSON.parse(versions))
  })

  it('leads through the proxy, in a tunnel if it is encrypted', async () => {
    await using homeserver = await secureHomeserver()
    await using proxy = await startProxy()
    const fetch = createHttpFetch({ proxy: proxy.url, certificates })
    expect(await ask(homeserver.url, fetch)).toEqual(JSON.parse(versions))
    expect(proxy.asked).toEqual([`CONNECT ${new URL(homeserver.url).host}`])
  })

  it('leads through the proxy if it is plain', async () => {
    await using homeserver = await plainHomeserver()
    await using proxy = await startProxy()
    expect(await ask(homeserver.url, createHttpFetch({ proxy: proxy.url }))).toEqual(JSON.parse(versions))
    expect(proxy.asked).toEqual([`GET ${homeserver.url}${path}`])
  })

  it('is closed, with its reason, if the proxy is not there', async () => {
    const fetch = createHttpFetch({ proxy: 'http://127.0.0.1:1' })
    await expect(ask('https://matrix.example.org', fetch)).rejects.toMatchObject({
      ...{ reason: 'ECONNREFUSED', proxy: 'http://127.0.0.1:1' },
    })
  })
})
