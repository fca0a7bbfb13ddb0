import { deserialize, serialize } from 'node:v8'
import FDBKeyRange from 'fake-indexeddb/lib/FDBKeyRange'
import type { RawRecord, RawRecords } from 'fake-indexeddb/lib/FDBDatabase'
import { CryptoStoreError } from '../errors.ts'
import type { DiskRows } from './disk-rows.ts'
import { encodeKey, otherVersion } from './journal.ts'

/**
 * The rows of an object store, read when they are asked for: a store of rooms and people grows, and memory doesn't. The order of the
 * keys as text is that of IndexedDB, since the library's keys in these stores are hashes of one length.
 */
export class DiskRecords implements RawRecords {
  readonly #rows: DiskRows
  readonly #onRead: (key: string) => void

  /** @param onRead told when one row is asked for, by its key */
  constructor(rows: DiskRows, onRead: (key: string) => void) {
    this.#rows = rows
    this.#onRead = onRead
  }

  get(key: unknown): RawRecord | undefined {
    if (key instanceof FDBKeyRange) return this.values(key).next().value ?? undefined
    const encoded = encodeKey(key)
    const value = this.#rows.get(encoded)
    if (value === undefined) return undefined
    this.#onRead(encoded)
    return { key, value: deserialize(value) }
  }

  put({ key, value }: RawRecord): RawRecord | undefined {
    const before = this.get(key)
    this.#rows.put(encodeKey(key), serialize(value))
    return before
  }

  delete(key: unknown): RawRecord[] {
    const range = key instanceof FDBKeyRange ? key : FDBKeyRange.bound(key, key)
    const deleted = [...this.values(range)]
    for (const record of deleted) this.#rows.put(encodeKey(record.key), undefined)
    return deleted
  }

  clear(): RawRecord[] {
    const deleted = [...this.values()]
    for (const { key } of deleted) this.#rows.put(encodeKey(key), undefined)
    return deleted
  }

  *values(range?: FDBKeyRange, direction = 'next'): Generator<RawRecord, undefined> {
    if (direction !== 'next')
      throw new CryptoStoreError('the encryption library reads backwards', otherVersion)
    const upper = range?.upper === undefined ? undefined : encodeKey(range.upper)
    for (const row of this.#rows.after(justBefore(range?.lower))) {
      if (upper !== undefined && row.key > upper) return
      const key: unknown = JSON.parse(row.key)
      if (range?.includes(key) ?? true) yield { key, value: deserialize(row.value) }
    }
  }

  size(): number {
    return this.#rows.count()
  }
}

/** All keys as text that are not before `lower` come after the result. */
const justBefore = (lower: unknown): string => (lower === undefined ? '' : encodeKey(lower).slice(0, -1))

/** An index that is never asked: of backups, which the bot makes none, and of keys whose senders the library looks up again. */
export const noIndexRecords: RawRecords = {
  get: () => undefined,
  put: () => undefined,
  deleteByKeyAndValue: () => undefined,
  delete: () => [],
  clear: () => [],
  values: () => [],
  size: () => 0,
}
