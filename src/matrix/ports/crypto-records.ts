/** One row: a value that is found again by its space and key. */
export interface CryptoRecord {
  readonly space: string
  readonly key: string
  readonly value: Uint8Array
}

export type RecordChange =
  | ({ readonly kind: 'put' } & CryptoRecord)
  | { readonly kind: 'delete'; readonly space: string; readonly key: string }
  | { readonly kind: 'clear'; readonly space: string }

/** Where keys outlive the process. Everything that encryption has to remember goes through it. */
export interface CryptoRecords {
  /** The rows of the spaces that are wanted; of all if nothing is said. */
  load(isWanted?: (space: string) => boolean): Iterable<CryptoRecord>
  get(space: string, key: string): Uint8Array | undefined
  /** Rows of a space in the order of their keys, from the first one on that comes after `after`. */
  page(space: string, after: string, limit: number): readonly CryptoRecord[]
  count(space: string): number
  /**
   * Applies the changes in their order, all or none. Synchronous on purpose: when it returns they are on disk, so that
   * a request which depends on them may leave.
   */
  commit(changes: readonly RecordChange[]): void
}
