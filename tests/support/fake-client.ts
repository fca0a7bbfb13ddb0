import { BotClient } from '../../src/matrix/client/client.ts'
import type { SdkRequest } from '../../src/matrix/client/client.ts'
import type { ApiRequest } from '../../src/matrix/client/requester.ts'
import type { Fetch } from '../../src/matrix/client/transport.ts'
import { userId } from './matrix-events.ts'

type Answer = (request: ApiRequest) => unknown

/** The bot's client with `answer` in the place of a homeserver; what it throws is the request's fault. */
export const fakeClient = (answer: Answer): BotClient => new AnsweredClient(answer)

class AnsweredClient extends BotClient {
  readonly #answer: Answer

  constructor(answer: Answer) {
    super({
      homeserver: homeserverBy(() => Promise.reject(new Error('nothing is sent'))),
      userId: userId('bot'),
    })
    this.#answer = answer
  }

  override doRequest(...[method, path, query, body, , , type]: SdkRequest): Promise<unknown> {
    const hasBody = body !== undefined && body !== null
    const sent = hasBody && { body, contentType: type ?? 'application/json' }
    return Promise.try(() => this.#answer({ method, path, ...(query && { query }), ...sent }))
  }
}

/** A homeserver that is asked by `fetch`, for as long as anybody likes. */
export const homeserverBy = (fetch: Fetch, url = 'https://staff.test') => ({
  ...{ url, fetch },
  signal: new AbortController().signal,
})
