import type { Query } from './transport.ts'

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Path from `/_matrix` on, already encoded. */
  readonly path: string
  readonly query?: Query
  readonly body?: unknown
  /** Media type of a body that is sent as it is; others are sent as JSON. */
  readonly contentType?: string
  /** Default 30 s. */
  readonly timeoutMs?: number
}

/**
 * The calls of the client-server API for which matrix-bot-sdk has no method of its own. Makes one attempt and throws
 * `MatrixRequestError` for everything but a 2xx answer.
 */
export interface Requester {
  request(request: ApiRequest): Promise<unknown>
}
