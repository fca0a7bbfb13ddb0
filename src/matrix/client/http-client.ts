import type { Fetch } from './transport.ts'

// An `import` of these modules would load the standard's `fetch` along with them, which takes longer than all else here.
const http = process.getBuiltinModule('node:http')
const https = process.getBuiltinModule('node:https')

/** Like `fetch`, but for what a homeserver is asked; follows no redirects. Connections are kept for a few seconds. */
export const httpFetch: Fetch = (url, { method, headers, body, signal }) =>
  new Promise((resolve, reject) => {
    const { request } = url.startsWith('https:') ? https : http
    request(url, { method, headers, signal }, (response) => {
      const fields = Object.entries(response.headersDistinct)
      const named = new Map(fields.map(([name, values = []]) => [name, values.join(', ')]))
      resolve({ status: response.statusCode ?? 0, headers: named, body: response })
    })
      .on('error', reject)
      .end(body)
  })
