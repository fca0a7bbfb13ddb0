import { CryptoStoreError } from '../errors.ts'
import type { CryptoRecord, CryptoRecords, RecordChange } from '../../ports/crypto-records.ts'

const diskHint = 'See whether the disk is full or read-only, and start the bot again.'

/** Records that take nothing more once they may not be relied on, and remember why. */
export class DurableRecords implements CryptoRecords {
  readonly #records: CryptoRecords
  #reason: CryptoStoreError | undefined
  /** Changes that are kept back until all that belongs together is there. */
  #held: RecordChange[] | undefined
  #written: Promise<void> = Promise.resolve()
  readonly #listeners: ((changes: readonly RecordChange[]) => void)[] = []

  constructor(records: CryptoRecords) {
    this.#records = records
  }

  load(isWanted?: (space: string) => boolean): Iterable<CryptoRecord> {
    return this.#records.load(isWanted)
  }

  get(space: string, key: string): Uint8Array | undefined {
    return this.#records.get(space, key)
  }

  page(space: string, after: string, limit: number): readonly CryptoRecord[] {
    return this.#records.page(space, after, limit)
  }

  count(space: string): number {
    return this.#records.count(space)
  }

  /** Told about changes once they are on disk. */
  onWritten(listener: (changes: readonly RecordChange[]) => void): void {
    this.#listeners.push(listener)
  }

  /**
   * While `atomically` runs, the changes are on disk only when `settled` resolves.
   * @throws CryptoStoreError when the changes did not reach the disk, and ever after: memory may be ahead of it by then.
   */
  commit(changes: readonly RecordChange[]): void {
    this.#assertUsable()
    if (this.#held === undefined) this.#write(changes)
    else this.#held.push(...changes)
    this.#assertUsable()
  }

  /** All that is committed while `work` runs reaches the disk together, or not at all. Not for work within work. */
  async atomically<T>(work: () => Promise<T>): Promise<T> {
    const held: RecordChange[] = []
    const written = Promise.withResolvers<undefined>()
    this.#held = held
    this.#written = written.promise
    try {
      return await work()
    } finally {
      this.#held = undefined
      if (held.length > 0) this.#write(held)
      written.resolve(undefined)
    }
  }

  condemn(reason: CryptoStoreError): void {
    this.#reason ??= reason
  }

  /** Resolves once everything committed is on disk. @throws CryptoStoreError as `commit` does. */
  async settled(): Promise<void> {
    await this.#written
    this.#assertUsable()
  }

  #write(changes: readonly RecordChange[]): void {
    try {
      this.#records.commit(changes)
      for (const listener of this.#listeners) listener(changes)
    } catch (cause) {
      this.condemn(new CryptoStoreError('a key could not be written to disk', diskHint, { cause }))
    }
  }

  #assertUsable(): void {
    if (this.#reason !== undefined) throw this.#reason
  }
}
