import { MatrixAuth } from 'matrix-bot-sdk'
import { BotClient } from './client.ts'
import type { Homeserver, SdkRequest } from './client.ts'
import { objectAt, stringAt } from './json.ts'
import { MatrixRequestError } from './request-error.ts'

/**
 * A login with the SDK's means, on a device that is named: keys belong to a device and outlive its token, while MatrixAuth by
 * itself has the homeserver make a new one each time.
 */
export function createAuth(homeserver: Homeserver, deviceId: string): MatrixAuth {
  const auth = new MatrixAuth(homeserver.url)
  // MatrixAuth takes no client; it makes one by this method, and would send by a function that the whole process shares.
  Object.assign(auth, { createTemplateClient: () => new LoginClient(homeserver, deviceId) })
  return auth
}

class LoginClient extends BotClient {
  readonly #deviceId: string

  constructor(homeserver: Homeserver, deviceId: string) {
    super({ homeserver })
    this.#deviceId = deviceId
  }

  /** Answers with the token alone: the address that a homeserver names beside it must not replace the configured one. */
  override async doRequest(...[method, path, query, body]: SdkRequest): Promise<unknown> {
    const login = { ...objectAt(body), device_id: this.#deviceId }
    const accessToken = stringAt(await super.doRequest(method, path, query, login), 'access_token')
    if (accessToken === undefined) throw new MatrixRequestError({ kind: 'malformed', method, path })
    return { access_token: accessToken }
  }
}
