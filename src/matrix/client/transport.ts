import { Buffer } from 'node:buffer'
import { MatrixRequestError } from './request-error.ts'
import type { FaultKind } from './request-error.ts'

/** The part of the standard's `fetch` that is used here. Takes `https:` and `http:` URLs. */
export type Fetch = (url: string, request: FetchRequest) => Promise<FetchResponse>

interface FetchRequest {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body?: string | Uint8Array<ArrayBuffer>
  readonly signal: AbortSignal
}

interface FetchResponse {
  readonly status: number
  readonly headers: ResponseHeaders
  readonly body: AsyncIterable<Uint8Array> | null
}

/** By name in lower case. */
export interface ResponseHeaders extends Iterable<[string, string]> {
  get(name: string): string | null | undefined
}

/** Values that are null or undefined are left out. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>

export interface HttpRequest {
  readonly method: string
  /** With leading slash, already encoded. */
  readonly path: string
  readonly query?: Query
  readonly body?: string | Uint8Array<ArrayBuffer>
  readonly headers?: Readonly<Record<string, string>>
  /** From the first byte sent to the last byte read, so that a trickling server cannot hold a request open. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export interface HttpResponse {
  readonly status: number
  readonly headers: ResponseHeaders
  readonly body: Buffer
}

/** A sync response of a large account has some megabytes; far more than this is no honest answer. */
const maxResponseBytes = 128 * 1024 * 1024

/** Makes exactly one attempt. Any HTTP status resolves; `MatrixRequestError` is thrown if no complete answer came. */
export async function exchange(fetch: Fetch, baseUrl: string, request: HttpRequest): Promise<HttpResponse> {
  const controller = new AbortController()
  const { signal } = request
  let reason: FaultKind = 'network'
  const cancel = (kind: FaultKind) => {
    reason = kind
    controller.abort()
  }
  const onAbort = () => {
    cancel('aborted')
  }
  const timer = setTimeout(() => {
    cancel('timeout')
  }, request.timeoutMs)
  if (signal?.aborted === true) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    const response = await fetch(toUrl(baseUrl, request), {
      method: request.method,
      headers: { ...request.headers },
      signal: controller.signal,
      ...(request.body !== undefined && { body: request.body }),
    })
    return { status: response.status, headers: response.headers, body: await readBody(response.body) }
  } catch (cause) {
    const { method, path } = request
    throw new MatrixRequestError({ kind: reason, method, path, address: originOf(baseUrl) }, { cause })
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}

async function readBody(stream: FetchResponse['body']): Promise<Buffer> {
  if (stream === null) return Buffer.alloc(0)
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of stream) {
    bytes += chunk.byteLength
    if (bytes > maxResponseBytes) throw new RangeError(`the answer exceeds ${maxResponseBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Without user name and password, if somebody wrote them into the URL. */
export const originOf = (url: string): string => URL.parse(url)?.origin ?? 'no URL'

function toUrl(baseUrl: string, { path, query }: HttpRequest): string {
  const parameters = new URLSearchParams()
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null) continue
    for (const item of Array.isArray(value) ? value : [value]) parameters.append(key, String(item))
  }
  const search = parameters.toString()
  return `${baseUrl.replace(/\/+$/, '')}${path}${search === '' ? '' : `?${search}`}`
}
