import * as v from '../../../documents/valibot.ts'
import { KeyStoreMismatchError } from '../errors.ts'
import { Serial } from '../serial.ts'
import type { KeyStore } from '../store/key-store.ts'
import type { AccountData } from './account-data.ts'
import { newDevice } from './store-check.ts'

const accountDataType = 'org.hinweisbot.key_store'
const note = 'generation'
const generation = v.pipe(v.number(), v.integer())
const content = v.object({ device_id: v.string(), generation })

/**
 * Counts, here and in the account data, how often the store has been started with and its ratchets and one-time keys been used.
 * A store that is behind is a copy, overtaken by the original: what it would use has been used already, and used again it
 * would give away keys and be rejected by others.
 */
export class Generation {
  readonly #accountData: AccountData
  readonly #store: KeyStore
  readonly #deviceId: string
  readonly #serial = new Serial()

  constructor(accountData: AccountData, store: KeyStore, deviceId: string) {
    this.#accountData = accountData
    this.#store = store
    this.#deviceId = deviceId
  }

  /**
   * To be called at the start, and when something of the store was used and has not left yet: a copy made before is behind
   * when this resolves.
   * @throws KeyStoreMismatchError
   */
  advance(): Promise<void> {
    return this.#serial.run(note, () => this.#advance())
  }

  async #advance(): Promise<void> {
    const read = v.safeParse(content, await this.#accountData.get(accountDataType))
    const seen = read.success && read.output.device_id === this.#deviceId ? read.output.generation : 0
    const own = v.parse(v.fallback(generation, 0), this.#store.notes.get(note))
    if (seen > own) this.#refuse()
    this.#store.notes.set(note, own + 1)
    await this.#accountData.set(accountDataType, { device_id: this.#deviceId, generation: own + 1 })
  }

  #refuse(): never {
    const error = new KeyStoreMismatchError(
      'the state directory is an older copy: the bot has gone on with a newer one',
      `Use the newest one. If it is lost: ${newDevice}`,
    )
    this.#store.condemn(error)
    throw error
  }
}
