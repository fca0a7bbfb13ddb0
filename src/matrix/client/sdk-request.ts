import { exchange } from './transport.ts'
import type { Fetch, Query } from './transport.ts'

/** The part of the deprecated `request` package's options that the SDK sets. */
interface SdkRequestParams {
  readonly uri: string
  readonly method: string
  readonly qs: Query | null
  /** Null asks for a Buffer. */
  readonly encoding?: null
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
  readonly timeout: number
}

interface SdkResponse {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
}

type Callback = (error: unknown, response?: SdkResponse, body?: string | Buffer) => void

/** Answers the SDK's calls of the `request` package with `fetch`, so that the package is not needed. */
export function createSdkRequest(fetch: Fetch, signal: AbortSignal) {
  return (params: SdkRequestParams, callback: Callback): void => {
    send(fetch, signal, params).then(
      (response) => {
        callback(null, response, response.body)
      },
      (error: unknown) => {
        callback(error)
      },
    )
  }
}

async function send(fetch: Fetch, signal: AbortSignal, params: SdkRequestParams): Promise<SdkResponse> {
  const { origin, pathname } = new URL(params.uri)
  const { status, headers, body } = await exchange(fetch, origin, {
    method: params.method,
    path: pathname,
    headers: params.headers,
    timeoutMs: params.timeout,
    signal,
    ...(params.qs !== null && { query: params.qs }),
    ...(params.body !== undefined && { body: params.body }),
  })
  return {
    statusCode: status,
    headers: Object.fromEntries(headers),
    body: params.encoding === null ? body : body.toString('utf8'),
  }
}
