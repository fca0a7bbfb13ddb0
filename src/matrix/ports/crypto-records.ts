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
  load(): Iterable<CryptoRecord>
  /**
   * Applies the changes in their order, all or none. Synchronous on purpose: when it returns they are on disk, so that
   * a request which depends on them may leave.
   */
  commit(changes: readonly RecordChange[]): void
}
