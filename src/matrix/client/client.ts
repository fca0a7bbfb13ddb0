import { MatrixClient } from 'matrix-bot-sdk'
import type { UserId } from '../ports/ids.ts'
import { readAnswer } from './read-answer.ts'
import { MatrixRequestError } from './request-error.ts'
import type { ApiRequest, Requester } from './requester.ts'
import { exchange, originOf } from './transport.ts'
import type { Fetch, Query } from './transport.ts'

export interface Homeserver {
  readonly url: string
  readonly fetch: Fetch
  /** Ends every request that is under way. */
  readonly signal: AbortSignal
}

export interface ClientOptions {
  readonly homeserver: Homeserver
  /** Asked for each request, because a new login may replace the token. Absent for what is asked before a login. */
  readonly accessToken?: () => string | undefined
  /** The owner of the token; the SDK would ask the homeserver. */
  readonly userId?: UserId
  /** Limit of requests that name none, in milliseconds; default 30 s. */
  readonly timeoutMs?: number
}

const defaultTimeoutMs = 30_000
/** A homeserver that joins a room may have to fetch it from others first. */
const joinTimeoutMs = 120_000
const joinPath = '/_matrix/client/v3/join/'

/**
 * The SDK's client over the bot's own requests, which all of the SDK's methods make through `doRequest`: a failure is a
 * `MatrixRequestError`, everything can be aborted, and the access token may change. The SDK's sync loop (`start`), its way of
 * sending messages and its encryption are not used; docs/design.md says why.
 */
export class BotClient extends MatrixClient implements Requester {
  readonly options: ClientOptions

  constructor(options: ClientOptions) {
    super(options.homeserver.url, options.accessToken?.() ?? '')
    this.options = options
  }

  /** The same client, whose requests also end with `signal`. */
  until(signal: AbortSignal): BotClient {
    const { homeserver } = this.options
    const both = AbortSignal.any([homeserver.signal, signal])
    return new BotClient({ ...this.options, homeserver: { ...homeserver, signal: both } })
  }

  /** A call for which the SDK has no method. */
  request({ method, path, query, body, timeoutMs, contentType }: ApiRequest): Promise<unknown> {
    return this.doRequest(method, path, query, body, timeoutMs, false, contentType)
  }

  override async getUserId(): Promise<string> {
    return this.options.userId ?? (await super.getUserId())
  }

  override async doRequest(
    ...[method, path, query, body, timeoutMs, , contentType]: SdkRequest
  ): Promise<unknown> {
    const { homeserver, accessToken } = this.options
    const { url, fetch, signal } = homeserver
    const token = accessToken?.()
    const hasBody = body !== undefined && body !== null
    const response = await exchange(fetch, url, {
      ...{ method, path, query: withVia(query ?? {}), signal },
      timeoutMs: timeoutMs ?? this.#defaultTimeoutMs(path),
      headers: {
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...(hasBody && { 'Content-Type': contentType ?? 'application/json' }),
      },
      ...(hasBody && { body: toBytes(body) }),
    })
    return readAnswer({ method, path, address: originOf(url) }, response, token)
  }

  #defaultTimeoutMs(path: string): number {
    return path.startsWith(joinPath) ? joinTimeoutMs : (this.options.timeoutMs ?? defaultTimeoutMs)
  }
}

/** The arguments of `doRequest`. `raw` is for downloads, of which the bot makes none. */
export type SdkRequest = readonly [
  method: ApiRequest['method'],
  path: string,
  query?: Query | null,
  body?: unknown,
  timeoutMs?: number,
  raw?: boolean,
  contentType?: string,
]

/** Matrix 1.12 renamed this parameter of a join; the SDK knows the old name alone. */
const withVia = (query: Query): Query =>
  query['server_name'] === undefined ? query : { ...query, via: query['server_name'] }

const toBytes = (body: unknown) => (body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body))

/**
 * Gives the answer as a method of the SDK reads it.
 * @throws MatrixRequestError also where the SDK, which reads answers without a look at their form, stumbles over one.
 */
export async function readBySdk<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    throw new MatrixRequestError({ kind: 'malformed', method: 'GET', path: 'answer' }, { cause })
  }
}
