import { CryptoStoreError } from '../errors.ts'
import type { CryptoRecord, CryptoRecords, RecordChange } from './records.ts'

const diskHint = 'See whether the disk is full or read-only, and start the bot again.'

/** Records that take nothing more once they may not be relied on, and remember why. */
export class DurableRecords implements CryptoRecords {
  readonly #records: CryptoRecords
  #reason: CryptoStoreError | undefined

  constructor(records: CryptoRecords) {
    this.#records = records
  }

  load(): Iterable<CryptoRecord> {
    return this.#records.load()
  }

  /** @throws CryptoStoreError when the changes did not reach the disk, and ever after: memory may be ahead of it by then. */
  commit(changes: readonly RecordChange[]): void {
    this.assertUsable()
    try {
      this.#records.commit(changes)
    } catch (cause) {
      this.condemn(new CryptoStoreError('a key could not be written to disk', diskHint, { cause }))
    }
    this.assertUsable()
  }

  condemn(reason: CryptoStoreError): void {
    this.#reason ??= reason
  }

  assertUsable(): void {
    if (this.#reason !== undefined) throw this.#reason
  }
}
