import type { BotClient } from '../../client/client.ts'
import { isNotFound } from '../../client/request-error.ts'

/** The account's global account data. Makes one attempt for each call. */
export class AccountData {
  readonly #client: BotClient

  constructor(client: BotClient) {
    this.#client = client
  }

  /** Undefined if the account has none of that type. */
  async get(type: string): Promise<unknown> {
    try {
      return await this.#client.getAccountData(type)
    } catch (error) {
      if (isNotFound(error)) return undefined
      throw error
    }
  }

  async set(type: string, content: object): Promise<void> {
    await this.#client.setAccountData(type, content)
  }
}
