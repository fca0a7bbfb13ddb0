import type { CryptoRecord, CryptoRecords } from '../../ports/crypto-records.ts'

const space = 'notes'

/** The little that has to be remembered beside the library's own store: small JSON values, each durable when set, as far as the records are. */
export class Notes {
  readonly #records: CryptoRecords
  readonly #values: Map<string, unknown>

  constructor(records: CryptoRecords, rows: Iterable<CryptoRecord>) {
    this.#records = records
    this.#values = new Map()
    for (const row of rows) {
      if (row.space === space) this.#values.set(row.key, JSON.parse(new TextDecoder().decode(row.value)))
    }
  }

  get(key: string): unknown {
    return this.#values.get(key)
  }

  set(key: string, value: unknown): void {
    const bytes = new TextEncoder().encode(JSON.stringify(value))
    this.#records.commit([{ kind: 'put', space, key, value: bytes }])
    this.#values.set(key, value)
  }

  delete(key: string): void {
    if (!this.#values.has(key)) return
    this.#records.commit([{ kind: 'delete', space, key }])
    this.#values.delete(key)
  }

  *entries(prefix: string): Generator<readonly [key: string, value: unknown]> {
    for (const [key, value] of this.#values)
      if (key.startsWith(prefix)) yield [key.slice(prefix.length), value]
  }
}
