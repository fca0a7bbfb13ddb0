import { MatrixRequestError } from './request-error.ts'
import type { FaultKind, RequestErrorData } from './request-error.ts'
import { exchange, originOf } from './transport.ts'
import type { Fetch, HttpResponse, Query, ResponseHeaders } from './transport.ts'

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Path from `/_matrix` on, already encoded. */
  readonly path: string
  readonly query?: Query
  readonly body?: unknown
  /** Of a body that is sent as it is and not as JSON. */
  readonly contentType?: string
  /** Default 30 s. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** Speaks JSON with the homeserver; makes one attempt and throws `MatrixRequestError` for everything but a 2xx answer. */
export interface Requester {
  request(request: ApiRequest): Promise<unknown>
}

export interface RequesterOptions {
  readonly homeserverUrl: string
  readonly fetch: Fetch
  /** Asked for each request, because a new login may replace the token. */
  readonly accessToken: () => string | undefined
}

const defaultTimeoutMs = 30_000

export function createRequester({ homeserverUrl, fetch, accessToken }: RequesterOptions): Requester {
  return {
    async request({ method, path, query, body, contentType, timeoutMs = defaultTimeoutMs, signal }) {
      const token = accessToken()
      const response = await exchange(fetch, homeserverUrl, {
        method,
        path,
        timeoutMs,
        headers: {
          ...(token !== undefined && { Authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'Content-Type': contentType ?? 'application/json' }),
        },
        ...(query !== undefined && { query }),
        ...(body !== undefined && { body: toBytes(body) }),
        ...(signal !== undefined && { signal }),
      })
      return readAnswer({ method, path, address: originOf(homeserverUrl) }, response, token)
    },
  }
}

const toBytes = (body: unknown) => (body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body))

/** The JSON value of a 2xx answer. A 2xx answer without JSON comes from something in between, not from a homeserver. */
function readAnswer(
  asked: Pick<RequestErrorData, 'method' | 'path' | 'address'>,
  response: HttpResponse,
  token: string | undefined,
): unknown {
  const { status, headers, body: bytes } = response
  const body = parseJson(bytes)
  if (status >= 200 && status < 300) {
    if (isObject(body)) return body
    throw new MatrixRequestError({ ...asked, kind: 'malformed', status })
  }
  const errcode = isObject(body) && typeof body['errcode'] === 'string' ? body['errcode'] : undefined
  const retryAfterMs = readRetryAfter(body, headers)
  const kind = faultKind(status, errcode)
  throw new MatrixRequestError({
    ...asked,
    kind,
    status,
    body,
    ...(errcode !== undefined && { errcode: errcode.slice(0, 100) }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    softLogout: isObject(body) && body['soft_logout'] === true,
    ...(kind === 'logged-out' && { refusedToken: token }),
  })
}

function faultKind(status: number, errcode: string | undefined): FaultKind {
  if (status === 429 || errcode === 'M_LIMIT_EXCEEDED') return 'rate-limited'
  if (errcode === 'M_UNKNOWN_TOKEN' || errcode === 'M_MISSING_TOKEN') return 'logged-out'
  if (status >= 500 || status === 408) return 'server'
  // Proxies answer with HTML of their own, e.g. a 404 while the homeserver behind them restarts.
  return errcode === undefined ? 'malformed' : 'refused'
}

/** The body's `retry_after_ms` or the header, which counts seconds or names a date; in milliseconds. */
function readRetryAfter(body: unknown, headers: ResponseHeaders): number | undefined {
  if (isObject(body) && typeof body['retry_after_ms'] === 'number') return Math.max(0, body['retry_after_ms'])
  const header = headers.get('retry-after')
  if (header == null) return undefined
  const seconds = Number(header)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
