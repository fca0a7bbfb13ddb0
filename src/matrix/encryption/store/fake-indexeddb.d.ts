// The part of fake-indexeddb that the store uses. Its own types need TypeScript's DOM library, which would put a browser's
// globals into a program that runs on Node only. Methods that the recording replaces are properties here, as it takes them
// off their prototypes.

declare module 'fake-indexeddb/auto' {
  const nothing: undefined
  export default nothing
}

declare module 'fake-indexeddb/lib/FDBRequest' {
  import type FDBTransaction from 'fake-indexeddb/lib/FDBTransaction'
  export default class FDBRequest {
    readonly result: unknown
    readonly error: DOMException | null
    readonly transaction: FDBTransaction | null
    addEventListener(type: 'success' | 'error' | 'upgradeneeded' | 'blocked', listener: () => void): void
  }
}

declare module 'fake-indexeddb/lib/FDBTransaction' {
  import type FDBDatabase from 'fake-indexeddb/lib/FDBDatabase'
  import type FDBObjectStore from 'fake-indexeddb/lib/FDBObjectStore'
  export default class FDBTransaction {
    readonly db: FDBDatabase
    readonly mode: 'readonly' | 'readwrite' | 'versionchange'
    readonly error: DOMException | null
    objectStore(name: string): FDBObjectStore
    addEventListener(type: 'complete' | 'abort' | 'error', listener: () => void): void
  }
}

declare module 'fake-indexeddb/lib/FDBObjectStore' {
  import type FDBRequest from 'fake-indexeddb/lib/FDBRequest'
  import type FDBTransaction from 'fake-indexeddb/lib/FDBTransaction'
  export interface IndexOptions {
    readonly unique?: boolean
    readonly multiEntry?: boolean
  }
  export default class FDBObjectStore {
    readonly name: string
    readonly transaction: FDBTransaction
    put: (this: FDBObjectStore, value: unknown, key?: unknown) => FDBRequest
    add: (this: FDBObjectStore, value: unknown, key?: unknown) => FDBRequest
    delete: (this: FDBObjectStore, keyOrRange: unknown) => FDBRequest
    clear: (this: FDBObjectStore) => FDBRequest
    getAllKeys(range: unknown): FDBRequest
    createIndex: (
      this: FDBObjectStore,
      name: string,
      keyPath: string | string[],
      options?: IndexOptions,
    ) => unknown
    deleteIndex: (this: FDBObjectStore, name: string) => void
  }
}

declare module 'fake-indexeddb/lib/FDBCursor' {
  import type FDBObjectStore from 'fake-indexeddb/lib/FDBObjectStore'
  import type FDBRequest from 'fake-indexeddb/lib/FDBRequest'
  export default class FDBCursor {
    readonly primaryKey: unknown
    readonly source: FDBObjectStore | { readonly objectStore: FDBObjectStore }
    update: (this: FDBCursor, value: unknown) => FDBRequest
    delete: (this: FDBCursor) => FDBRequest
  }
}

declare module 'fake-indexeddb/lib/FDBDatabase' {
  import type FDBObjectStore from 'fake-indexeddb/lib/FDBObjectStore'
  import type FDBTransaction from 'fake-indexeddb/lib/FDBTransaction'
  import type FDBKeyRange from 'fake-indexeddb/lib/FDBKeyRange'
  export interface RawRecord {
    readonly key: unknown
    readonly value: unknown
  }
  /** Holds the rows of an object store, or of an index, whose values are keys of the store. */
  export interface RawRecords {
    get(key: unknown): RawRecord | undefined
    put(record: RawRecord): RawRecord | undefined
    deleteByKeyAndValue?(key: unknown, value: unknown): void
    delete(key: unknown): RawRecord[]
    clear(): RawRecord[]
    values(range?: FDBKeyRange, direction?: string): Iterable<RawRecord>
    size(): number
  }
  export interface RawObjectStore {
    records: RawRecords
    readonly rawIndexes: ReadonlyMap<string, { records: RawRecords }>
  }
  export interface ObjectStoreOptions {
    readonly keyPath?: string | string[] | null
    readonly autoIncrement?: boolean
  }
  export default class FDBDatabase {
    readonly name: string
    readonly version: number
    readonly objectStoreNames: Iterable<string>
    readonly _rawDatabase: { readonly rawObjectStores: ReadonlyMap<string, RawObjectStore> }
    createObjectStore: (this: FDBDatabase, name: string, options?: ObjectStoreOptions) => FDBObjectStore
    deleteObjectStore: (this: FDBDatabase, name: string) => void
    transaction(stores: readonly string[], mode: 'readonly' | 'readwrite'): FDBTransaction
    close(): void
  }
}

declare module 'fake-indexeddb/lib/FDBFactory' {
  import type FDBRequest from 'fake-indexeddb/lib/FDBRequest'
  export default class FDBFactory {
    open: (this: FDBFactory, name: string, version?: number) => FDBRequest
    deleteDatabase: (this: FDBFactory, name: string) => FDBRequest
  }
}

declare module 'fake-indexeddb/lib/FDBKeyRange' {
  export default class FDBKeyRange {
    static bound(lower: unknown, upper: unknown): FDBKeyRange
    readonly lower: unknown
    readonly upper: unknown
    includes(key: unknown): boolean
  }
}

declare module 'fake-indexeddb/lib/fakeIndexedDB' {
  import type FDBFactory from 'fake-indexeddb/lib/FDBFactory'
  const factory: FDBFactory
  export default factory
}
