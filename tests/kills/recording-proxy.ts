import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The ids of the one-time keys that were sent to the homeserver, once for each time. */
export interface RecordingProxy extends AsyncDisposable {
  readonly url: string
  readonly oneTimeKeys: readonly string[]
}

/** Stands between a client and the homeserver and writes down the one-time keys that pass. */
export async function recordOneTimeKeys(homeserverUrl: string): Promise<RecordingProxy> {
  const oneTimeKeys: string[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      if (request.url?.endsWith('/keys/upload') === true) {
        const upload = JSON.parse(body.toString()) as { one_time_keys?: object }
        oneTimeKeys.push(...Object.keys(upload.one_time_keys ?? {}))
      }
      const { authorization = '' } = request.headers
      fetch(`${homeserverUrl}${request.url ?? ''}`, {
        method: request.method ?? 'GET',
        headers: { authorization },
        ...(body.length > 0 && { body: body.toString() }),
      })
        .then(async (answer) => {
          response.writeHead(answer.status, { 'content-type': 'application/json' })
          response.end(await answer.text())
        })
        .catch(() => response.destroy())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    oneTimeKeys,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => {
          resolve()
        })
      }),
  }
}
