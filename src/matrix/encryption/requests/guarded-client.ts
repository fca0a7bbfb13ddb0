import { BotClient, type SdkRequest } from '../../client/client.ts'
import type { KeyStore } from '../store/key-store.ts'

/** Makes requests only as long as everything that they may depend on is on disk. */
export class GuardedClient extends BotClient {
  readonly #client: BotClient
  readonly #store: KeyStore

  constructor(client: BotClient, store: KeyStore) {
    super(client.options)
    this.#client = client
    this.#store = store
  }

  override async doRequest(...request: SdkRequest): Promise<unknown> {
    await this.#store.settled()
    return this.#client.doRequest(...request)
  }
}
