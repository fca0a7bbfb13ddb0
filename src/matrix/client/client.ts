import { LogLevel, LogService, MatrixClient, setRequestFn } from 'matrix-bot-sdk'
import { createRequester } from './requester.ts'
import type { ApiRequest, Requester } from './requester.ts'
import { createSdkRequest } from './sdk-request.ts'
import type { Fetch, Query } from './transport.ts'
import type { UserId } from '../ports/ids.ts'

export interface ClientOptions {
  readonly homeserverUrl: string
  readonly userId: UserId
  readonly fetch: Fetch
  /** Asked for each request, because a new login may replace the token. */
  readonly accessToken: () => string
  /** Ends every request that is under way. */
  readonly signal: AbortSignal
}

/**
 * The SDK's client with another way of making requests: failures are typed errors, everything can be aborted, and the access
 * token may change. The SDK's own sync loop (`start`) is not used, see `sync/sync-loop.ts`.
 */
export class BotClient extends MatrixClient implements Requester {
  readonly #requester: Requester
  readonly #signal: AbortSignal
  readonly #userId: UserId

  constructor({ homeserverUrl, userId, fetch, accessToken, signal }: ClientOptions) {
    super(homeserverUrl, accessToken())
    this.#requester = createRequester({ homeserverUrl, fetch, accessToken })
    this.#signal = signal
    this.#userId = userId
    // The SDK logs whole error bodies to the console; what matters is in the errors that the requester throws.
    LogService.setLevel(LogLevel.ERROR)
    LogService.setLogger(silent)
    setRequestFn(createSdkRequest(fetch, signal))
  }

  request(request: ApiRequest): Promise<unknown> {
    return this.#requester.request({ signal: this.#signal, ...request })
  }

  /** The SDK would ask the homeserver. */
  override getUserId(): Promise<UserId> {
    return Promise.resolve(this.#userId)
  }

  /** All methods of the SDK's client come through here. */
  override doRequest(
    method: ApiRequest['method'],
    endpoint: string,
    qs: Query | null = null,
    body: unknown = null,
    timeoutMs = 60_000,
  ): Promise<unknown> {
    return this.request({
      method,
      path: endpoint,
      timeoutMs,
      ...(qs !== null && { query: qs }),
      ...(body !== null && { body }),
    })
  }
}

const ignore = () => undefined
const silent = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore }
