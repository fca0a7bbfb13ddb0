import { ProxiedError } from './request-error.ts'
import { originOf } from './transport.ts'
import type { Fetch } from './transport.ts'

// An `import` of these modules would load the standard's `fetch` along with them, which takes longer than all else here.
const http = process.getBuiltinModule('node:http')
const https = process.getBuiltinModule('node:https')

export interface HttpOptions {
  /** URL of a proxy through which the homeserver is reached. */
  readonly proxy?: string | undefined
  /** Certificates in PEM that are trusted beside those that Node.js trusts anyway. */
  readonly certificates?: string | undefined
}

/** As long as Node's own agents keep a connection that is not used, in milliseconds. */
const idleMs = 5_000

/** Like `fetch`, but for what a homeserver is asked; follows no redirects. Connections are kept for a few seconds. */
export function createHttpFetch({ proxy, certificates }: HttpOptions): Fetch {
  const proxyEnv = proxy === undefined ? undefined : { http_proxy: proxy, https_proxy: proxy }
  const kept = {
    keepAlive: true,
    scheduling: 'lifo',
    timeout: idleMs,
    ...(proxyEnv && { proxyEnv }),
  } as const
  const plain = new http.Agent(kept)
  const secure = new https.Agent({
    ...kept,
    ...(certificates !== undefined && { ca: [...trustedAnyway(), certificates] }),
  })
  return (url, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const isSecure = url.startsWith('https:')
      const { request } = isSecure ? https : http
      request(url, { method, headers, signal, agent: isSecure ? secure : plain }, (response) => {
        const fields = Object.entries(response.headersDistinct)
        const named = new Map(fields.map(([name, values = []]) => [name, values.join(', ')]))
        resolve({ status: response.statusCode ?? 0, headers: named, body: response })
      })
        .on('error', (error) => {
          reject(proxy === undefined ? error : new ProxiedError(originOf(proxy), { cause: error }))
        })
        .end(body)
    })
}

const trustedAnyway = () => process.getBuiltinModule('node:tls').getCACertificates('default')

/** Without a proxy, and with what Node.js trusts. */
export const httpFetch: Fetch = createHttpFetch({})
