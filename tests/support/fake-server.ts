import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { listen } from './listen.ts'

export interface FakeServer extends AsyncDisposable {
  readonly url: string
}

/** An HTTP server on loopback that answers as the test says. */
export async function startFakeServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<FakeServer> {
  return serve(createServer(answer), 'http')
}

/** Lets a server listen on loopback until it is disposed of. */
export async function serve(server: Server, scheme: 'http' | 'https'): Promise<FakeServer> {
  const port = await listen(server)
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
