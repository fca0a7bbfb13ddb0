import { at, isObject, parseJson, stringAt } from './json.ts'
import { MatrixRequestError } from './request-error.ts'
import type { FaultKind, RequestErrorData } from './request-error.ts'
import type { HttpResponse, ResponseHeaders } from './transport.ts'

/** The JSON value of a 2xx answer. A 2xx answer without JSON comes from something in between, not from a homeserver. */
export function readAnswer(
  asked: Pick<RequestErrorData, 'method' | 'path' | 'address'>,
  response: HttpResponse,
  token: string | undefined,
): unknown {
  const { status, headers, body: bytes } = response
  const body = parseJson(bytes.toString('utf8'))
  if (status >= 200 && status < 300) {
    if (isObject(body)) return body
    throw new MatrixRequestError({ ...asked, kind: 'malformed', status })
  }
  const errcode = stringAt(body, 'errcode')
  const retryAfterMs = readRetryAfter(body, headers)
  const kind = faultKind(status, errcode)
  throw new MatrixRequestError({
    ...asked,
    kind,
    status,
    body,
    ...(errcode !== undefined && { errcode: errcode.slice(0, 100) }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    softLogout: at(body, 'soft_logout') === true,
    ...(kind === 'logged-out' && { refusedToken: token }),
    location: headers.get('location') ?? undefined,
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
  const named = at(body, 'retry_after_ms')
  if (typeof named === 'number') return Math.max(0, named)
  const header = headers.get('retry-after')
  if (header == null) return undefined
  const seconds = Number(header)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}
