import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite'
import type { CryptoRecord } from '../matrix/ports/crypto-records.ts'

const pageSize = 1_000

/** Reads keys from their table without holding more than a page of it. */
export class RecordReader {
  readonly #nextSpace: StatementSync
  readonly #get: StatementSync
  readonly #page: StatementSync
  readonly #count: StatementSync

  constructor(database: DatabaseSync) {
    this.#nextSpace = database.prepare('SELECT min(space) AS space FROM crypto_records WHERE space > ?')
    this.#get = database.prepare('SELECT space, key, value FROM crypto_records WHERE space = ? AND key = ?')
    this.#page = database.prepare(
      'SELECT space, key, value FROM crypto_records WHERE space = ? AND key > ? ORDER BY key LIMIT ?',
    )
    this.#count = database.prepare('SELECT count(*) AS count FROM crypto_records WHERE space = ?')
  }

  *load(isWanted: (space: string) => boolean = () => true): Generator<CryptoRecord> {
    for (const space of this.#spaces()) if (isWanted(space)) yield* this.#all(space)
  }

  get(space: string, key: string): Uint8Array | undefined {
    return toRecord(this.#get.get(space, key))?.value
  }

  page(space: string, after: string, limit: number): readonly CryptoRecord[] {
    return this.#page
      .all(space, after, limit)
      .map(toRecord)
      .filter((record) => record !== undefined)
  }

  count(space: string): number {
    return Number(this.#count.get(space)?.['count'])
  }

  /** By way of the index, without a look at each row. */
  *#spaces(): Generator<string> {
    for (let last = ''; ;) {
      const next = this.#nextSpace.get(last)?.['space']
      if (typeof next !== 'string') return
      yield next
      last = next
    }
  }

  *#all(space: string): Generator<CryptoRecord> {
    for (let last = ''; ;) {
      const page = this.page(space, last, pageSize)
      yield* page
      const end = page.at(-1)
      if (end === undefined || page.length < pageSize) return
      last = end.key
    }
  }
}

function toRecord(row: Readonly<Record<string, SQLOutputValue>> | undefined): CryptoRecord | undefined {
  const { space, key, value } = row ?? {}
  return typeof space === 'string' && typeof key === 'string' && value instanceof Uint8Array
    ? { space, key, value }
    : undefined
}
