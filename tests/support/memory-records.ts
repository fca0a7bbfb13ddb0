import type { CryptoRecord, CryptoRecords, RecordChange } from '../../src/matrix/ports/crypto-records.ts'

/** Records that last as long as the object does; `failing` makes every commit fail, as a full disk does. */
export class MemoryRecords implements CryptoRecords {
  readonly rows = new Map<string, CryptoRecord>()
  failing = false

  load(isWanted: (space: string) => boolean = () => true): Iterable<CryptoRecord> {
    return [...this.rows.values()].filter(({ space }) => isWanted(space))
  }

  get(space: string, key: string): Uint8Array | undefined {
    return this.rows.get(`${space}\n${key}`)?.value
  }

  page(space: string, after: string, limit: number): readonly CryptoRecord[] {
    return [...this.rows.values()]
      .filter((row) => row.space === space && row.key > after)
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .slice(0, limit)
  }

  count(space: string): number {
    return [...this.rows.values()].filter((row) => row.space === space).length
  }

  commit(changes: readonly RecordChange[]): void {
    if (this.failing) throw new Error('disk full')
    for (const change of changes) this.#apply(change)
  }

  copy(): MemoryRecords {
    const copy = new MemoryRecords()
    for (const [id, row] of this.rows) copy.rows.set(id, row)
    return copy
  }

  #apply(change: RecordChange): void {
    if (change.kind === 'put') {
      const { space, key, value } = change
      this.rows.set(`${space}\n${key}`, { space, key, value })
    } else if (change.kind === 'delete') this.rows.delete(`${change.space}\n${change.key}`)
    else for (const [id, row] of this.rows) if (row.space === change.space) this.rows.delete(id)
  }
}
