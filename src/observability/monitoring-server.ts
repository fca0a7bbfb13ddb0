import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { systemCode } from '../documents/reason-of.ts'

export interface Page {
  readonly status: number
  /** MIME type. */
  readonly type: string
  readonly body: string
}

export type Route = (query: URLSearchParams) => Page | Promise<Page>

/** The port that monitoring was to listen on can't be had. */
export class MonitoringError extends Error {
  override readonly name = 'MonitoringError'
  readonly hint: string

  constructor(message: string, hint: string, options: ErrorOptions) {
    super(message, options)
    this.hint = hint
  }
}

/** Says to a person, by the code of the operating system, what would help where nobody can listen. */
export function listeningHint(code: string): string {
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'].includes(code)) {
    return 'Name an address of this machine in monitoring.host'
  }
  return code === 'EACCES'
    ? 'Name a port above 1023 in monitoring.port'
    : 'Name a free port in monitoring.port, or none to go without monitoring'
}

export interface MonitoringOptions {
  readonly host: string
  /** 0 for any free one. */
  readonly port: number
  /** By path. */
  readonly routes: Readonly<Record<string, Route>>
  readonly onFault: (error: unknown) => void
}

const requestTimeoutMs = 10_000
const maxConnections = 50

const headers = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

/** Answers those who watch over the bot. Knows no secrets and changes nothing, whoever asks. */
export class MonitoringServer implements AsyncDisposable {
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
  }

  /** Throws `MonitoringError` if it can't listen there. */
  static async listen({ host, port, routes, onFault }: MonitoringOptions): Promise<MonitoringServer> {
    const server = createServer({ requestTimeout: requestTimeoutMs }, (request, response) => {
      answer(routes, request, response).catch((error: unknown) => {
        onFault(error)
        response.writeHead(500, headers).end('fault\n')
      })
    })
    server.maxConnections = maxConnections
    server.listen(port, host)
    try {
      await once(server, 'listening')
    } catch (cause) {
      const code = systemCode(cause)
      const message = `monitoring can't listen on ${host}:${port} (${code})`
      throw new MonitoringError(message, listeningHint(code), { cause })
    }
    return new MonitoringServer(server)
  }

  get port(): number {
    const address = this.#server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server.closeAllConnections()
    await closed
  }
}

async function answer(
  routes: MonitoringOptions['routes'],
  { method, url = '/' }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const readOnly = method === 'GET' || method === 'HEAD'
  const { status, type, body } = readOnly ? await page(routes, url) : plain(405, 'only GET\n')
  response.writeHead(status, { ...headers, 'content-type': type })
  response.end(method === 'HEAD' ? undefined : body)
}

function page(routes: MonitoringOptions['routes'], url: string): Page | Promise<Page> {
  const target = URL.parse(url, 'http://localhost')
  const route = target && Object.hasOwn(routes, target.pathname) ? routes[target.pathname] : undefined
  return target && route ? route(target.searchParams) : plain(404, 'no such page\n')
}

export const plain = (status: number, body: string): Page => ({
  ...{ status, body },
  type: 'text/plain; charset=utf-8',
})
