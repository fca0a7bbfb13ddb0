import { MatrixRequestError } from '../../client/request-error.ts'
import type { Requester } from '../../client/requester.ts'
import type { UserId } from '../../ports/ids.ts'

/** The account's global account data. Makes one attempt for each call. */
export class AccountData {
  readonly #requester: Requester
  readonly #path: string

  constructor(requester: Requester, userId: UserId) {
    this.#requester = requester
    this.#path = `/_matrix/client/v3/user/${encodeURIComponent(userId)}/account_data`
  }

  /** Undefined if the account has none of that type. */
  async get(type: string): Promise<unknown> {
    try {
      return await this.#requester.request({
        method: 'GET',
        path: `${this.#path}/${encodeURIComponent(type)}`,
      })
    } catch (error) {
      if (error instanceof MatrixRequestError && error.status === 404 && error.errcode === 'M_NOT_FOUND') {
        return undefined
      }
      throw error
    }
  }

  async set(type: string, content: object): Promise<void> {
    await this.#requester.request({
      method: 'PUT',
      path: `${this.#path}/${encodeURIComponent(type)}`,
      body: content,
    })
  }
}
