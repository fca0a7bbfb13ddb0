/**
 * How a request failed: before an answer came (`network`, `timeout`), by the caller's wish (`aborted`), by an answer that is no
 * Matrix answer (`malformed`), or by a Matrix error (`rate-limited`, `server`, `logged-out`, `refused`).
 */
export type FaultKind =
  'network' | 'timeout' | 'aborted' | 'malformed' | 'rate-limited' | 'server' | 'logged-out' | 'refused'

export interface RequestErrorData {
  readonly kind: FaultKind
  readonly method: string
  readonly path: string
  /** Scheme, host and port that were asked. */
  readonly address?: string
  readonly status?: number
  readonly errcode?: string
  /** Where a redirect leads, as the server says it; never logged. */
  readonly location?: string | undefined
  /** The wait that the server asked for, in milliseconds. */
  readonly retryAfterMs?: number
  /** The session still exists at the server and may be continued by logging in again. */
  readonly softLogout?: boolean
  /** With which the request was made, if the server does not know it (any more); never logged. */
  readonly refusedToken?: string | undefined
  /** The parsed body of the server's answer; never logged. */
  readonly body?: unknown
}

const retryableKinds: ReadonlySet<FaultKind> = new Set([
  'network',
  'timeout',
  'malformed',
  'rate-limited',
  'server',
])

export class MatrixRequestError extends Error {
  override readonly name = 'MatrixRequestError'
  readonly kind: FaultKind
  readonly method: string
  readonly path: string
  readonly address: string | undefined
  /** Code of what kept the answer from coming, such as ECONNREFUSED or that of a bad certificate. */
  readonly reason: string | undefined
  /** Scheme, host and port of the proxy through which no answer came. */
  readonly proxy: string | undefined
  readonly status: number | undefined
  readonly errcode: string | undefined
  readonly retryAfterMs: number | undefined
  readonly softLogout: boolean
  readonly refusedToken: string | undefined
  readonly body: unknown
  readonly location: string | undefined

  constructor(data: RequestErrorData, options?: ErrorOptions) {
    super(describe(data), options)
    this.kind = data.kind
    this.method = data.method
    this.path = data.path
    this.address = data.address
    this.reason = codeOf(options?.cause)
    this.proxy = options?.cause instanceof ProxiedError ? options.cause.proxy : undefined
    this.status = data.status
    this.errcode = data.errcode
    this.retryAfterMs = data.retryAfterMs
    this.softLogout = data.softLogout ?? false
    // Not enumerable, so that no logger writes them out.
    Object.defineProperty(this, 'refusedToken', { value: data.refusedToken, enumerable: false })
    Object.defineProperty(this, 'body', { value: data.body, enumerable: false })
    Object.defineProperty(this, 'location', { value: data.location, enumerable: false })
  }

  /** True if the same request may succeed later. */
  get retryable(): boolean {
    return retryableKinds.has(this.kind)
  }
}

/** A request through a proxy got no answer; `cause` says why. */
export class ProxiedError extends Error {
  override readonly name = 'ProxiedError'
  /** Scheme, host and port. */
  readonly proxy: string

  constructor(proxy: string, options: ErrorOptions) {
    super(`no answer through ${proxy}`, options)
    this.proxy = proxy
  }
}

/** The innermost code of an error and its causes. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  return codeOf(error.cause) ?? ('code' in error && typeof error.code === 'string' ? error.code : undefined)
}

/** True for every error that says of itself that a later attempt may succeed. */
export function isRetryable(error: unknown): boolean {
  return error instanceof Error && 'retryable' in error && error.retryable === true
}

/** True if the homeserver doesn't know the session (any more), which a new login mends. */
export function isLoggedOut(error: unknown): error is MatrixRequestError {
  return error instanceof MatrixRequestError && error.kind === 'logged-out'
}

/** True if the homeserver says that there is no such thing; a proxy's page that says so doesn't count. */
export function isNotFound(error: unknown): boolean {
  return error instanceof MatrixRequestError && error.status === 404 && error.errcode === 'M_NOT_FOUND'
}

function describe({ method, path, kind, status, errcode }: RequestErrorData): string {
  const answer = [status, errcode].filter((part) => part !== undefined).join(' ')
  return `${method} ${path}: ${kind}${answer === '' ? '' : ` (${answer})`}`
}
