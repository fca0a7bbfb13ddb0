import type { CryptoRecord, RecordChange } from '../../ports/crypto-records.ts'
import type { DurableRecords } from './durable-records.ts'

/** One person's devices fit into the first page; whoever reads on wants many rows. */
const firstPage = 8
const largestPage = 256

/** One space that stays on disk, together with what has been said of it and is not there yet. */
export class DiskRows {
  readonly #records: DurableRecords
  readonly #space: string
  /** By key; undefined for what is to be deleted. */
  readonly #pending = new Map<string, Uint8Array | undefined>()

  constructor(records: DurableRecords, space: string) {
    this.#records = records
    this.#space = space
    records.onWritten((changes) => {
      for (const change of changes) if (change.space === space) this.#written(change)
    })
  }

  get(key: string): Uint8Array | undefined {
    return this.#pending.has(key) ? this.#pending.get(key) : this.#records.get(this.#space, key)
  }

  /** Until the same is committed to the records, by whoever commits for the transaction. */
  put(key: string, value: Uint8Array | undefined): void {
    this.#pending.set(key, value)
  }

  /** In the order of their keys, beginning after `after`. */
  *after(after: string): Generator<CryptoRecord> {
    const pending = [...this.#pending.keys()].filter((key) => key > after).sort()
    for (const row of this.#onDisk(after)) {
      for (let key = pending[0]; key !== undefined && key < row.key; key = pending[0]) {
        pending.shift()
        yield* this.#pendingRow(key)
      }
      if (!this.#pending.has(row.key)) yield row
    }
    for (const key of pending) yield* this.#pendingRow(key)
  }

  count(): number {
    let count = this.#records.count(this.#space)
    for (const [key, value] of this.#pending) {
      const isThere = this.#records.get(this.#space, key) !== undefined
      count += Number(value !== undefined) - Number(isThere)
    }
    return count
  }

  *#onDisk(after: string): Generator<CryptoRecord> {
    let last = after
    for (let size = firstPage; ; size = Math.min(2 * size, largestPage)) {
      const page = this.#records.page(this.#space, last, size)
      yield* page
      const end = page.at(-1)
      if (end === undefined || page.length < size) return
      last = end.key
    }
  }

  *#pendingRow(key: string): Generator<CryptoRecord> {
    const value = this.#pending.get(key)
    if (value !== undefined) yield { space: this.#space, key, value }
  }

  #written(change: RecordChange): void {
    if (change.kind === 'clear') this.#pending.clear()
    else if (isSame(this.#pending.get(change.key), change.kind === 'put' ? change.value : undefined)) {
      this.#pending.delete(change.key)
    }
  }
}

/** Something newer may be pending by the time that the older is written. */
const isSame = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === undefined || b === undefined ? a === b : Buffer.compare(a, b) === 0
