import { serialize } from 'node:v8'
import { CryptoStoreError } from '../errors.ts'
import type { DurableRecords } from './durable-records.ts'
import type { CryptoRecord, RecordChange } from '../../ports/crypto-records.ts'
import { emptySchema, type DatabaseSchema } from './schema.ts'

export const otherVersion = 'Use the version of the library that package-lock.json names.'

export const schemaSpace = 'indexed-db'

type Operation =
  | { readonly kind: 'put'; readonly store: string; readonly value: Uint8Array; key: string | undefined }
  | { readonly kind: 'delete'; readonly store: string; keys: readonly string[] }
  | { readonly kind: 'clear'; readonly store: string }
  | { readonly kind: 'schema'; readonly change: (schema: DatabaseSchema) => DatabaseSchema }

/** IndexedDB keys as the core uses them. Dates and bytes are keys too, but would not survive as JSON. */
export function encodeKey(key: unknown): string {
  const plain = (part: unknown): boolean =>
    typeof part === 'string' || typeof part === 'number' || (Array.isArray(part) && part.every(plain))
  if (!plain(key))
    throw new CryptoStoreError('the encryption library used a kind of key that cannot be kept', otherVersion)
  return JSON.stringify(key)
}

export function rowSpace(database: string, store: string): string {
  return `${schemaSpace}/${database}/${store}`
}

/**
 * False for the keys that the bot encrypts with, which the library has in memory as well. A later process is to begin with new ones, and
 * with each message the library would store whom the key was given to: half a megabyte in a room of two thousand.
 */
export const isKept = (store: string): boolean => store !== 'outbound_group_sessions'

/** When the keys of rooms were used, read page by page. */
export const keyUseSpace = 'room-key-uses'

/** Where the library keeps the keys of rooms that it can read with. */
export const roomKeyStore = 'inbound_group_sessions3'

/** These stores grow with the rooms and people that the bot meets. The library reads them row by row, so they aren't held in memory. */
const onDisk: ReadonlySet<string> = new Set([
  roomKeyStore,
  'session',
  'devices',
  'identities',
  'olm_hashes',
  'withheld_sessions',
])

export const staysOnDisk = (store: string): boolean => onDisk.has(store)

/** True for the rows that are read at the start, all at once. */
export function isInMemory(space: string): boolean {
  const store = storeOfSpace(space)
  return isKept(store) && !staysOnDisk(store) && space !== keyUseSpace
}

export const holdsAccount = (rows: readonly CryptoRecord[]): boolean =>
  rows.some(({ space, key }) => storeOfSpace(space) === 'core' && key === '"account"')

/** The object store of a row space; the space itself if it is none. */
export const storeOfSpace = (space: string): string => space.slice(space.lastIndexOf('/') + 1)

/** Collects what one IndexedDB transaction writes, and hands it on as one durable commit. */
export class TransactionJournal {
  readonly #operations: Operation[] = []

  put(store: string, value: unknown): (key: unknown) => void {
    const operation: Operation = { kind: 'put', store, value: serialize(value), key: undefined }
    this.#operations.push(operation)
    return (key) => {
      operation.key = encodeKey(key)
    }
  }

  delete(store: string): (keys: readonly unknown[]) => void {
    const operation: Operation = { kind: 'delete', store, keys: [] }
    this.#operations.push(operation)
    return (keys) => {
      operation.keys = keys.map(encodeKey)
    }
  }

  clear(store: string): void {
    this.#operations.push({ kind: 'clear', store })
  }

  schema(change: (schema: DatabaseSchema) => DatabaseSchema): void {
    this.#operations.push({ kind: 'schema', change })
  }

  changes(database: string, before: DatabaseSchema): { changes: RecordChange[]; schema: DatabaseSchema } {
    const schema = this.#operations.reduce(
      (current, operation) => (operation.kind === 'schema' ? operation.change(current) : current),
      before,
    )
    const changes = this.#operations.flatMap((operation) => toChanges(database, operation))
    if (schema !== before) changes.push(schemaChange(database, schema))
    return { changes, schema }
  }
}

function toChanges(database: string, operation: Operation): RecordChange[] {
  if (operation.kind === 'schema') return []
  const space = rowSpace(database, operation.store)
  switch (operation.kind) {
    case 'put':
      // Without a key the request failed and its transaction went on: nothing was stored.
      return operation.key === undefined
        ? []
        : [{ kind: 'put', space, key: operation.key, value: operation.value }]
    case 'delete':
      return operation.keys.map((key) => ({ kind: 'delete', space, key }))
    case 'clear':
      return [{ kind: 'clear', space }]
  }
}

function schemaChange(database: string, schema: DatabaseSchema): RecordChange {
  const value = new TextEncoder().encode(JSON.stringify(schema))
  return { kind: 'put', space: schemaSpace, key: database, value }
}

/** The databases of one store, and where their writes go. */
export class StoreJournal {
  readonly #records: DurableRecords
  readonly #prefix: string
  readonly #schemas: Map<string, DatabaseSchema>
  readonly #also: (changes: readonly RecordChange[]) => readonly RecordChange[]

  /** @param also what is to be committed together with changes */
  constructor(
    records: DurableRecords,
    prefix: string,
    schemas: ReadonlyMap<string, DatabaseSchema>,
    also: (changes: readonly RecordChange[]) => readonly RecordChange[] = () => [],
  ) {
    this.#also = also
    this.#records = records
    this.#prefix = prefix
    this.#schemas = new Map(schemas)
  }

  /** Their names in the records. */
  databases(): Iterable<string> {
    return this.#schemas.keys()
  }

  /** The row spaces of object stores of that name. */
  spacesOf(store: string): string[] {
    const having = [...this.#schemas].filter(([, { stores }]) => stores[store] !== undefined)
    return having.map(([database]) => rowSpace(database, store))
  }

  databaseNames(): string[] {
    return [...this.#schemas.keys()].map((database) => `${this.#prefix}${database}`)
  }

  commit(databaseName: string, transaction: TransactionJournal): void {
    const database = databaseName.slice(this.#prefix.length)
    const { changes, schema } = transaction.changes(database, this.#schemas.get(database) ?? emptySchema)
    if (changes.length === 0) return
    try {
      this.#records.commit([...changes, ...this.#also(changes)])
      this.#schemas.set(database, schema)
    } catch {
      // The records remember it. From here it would leave through IndexedDB's event dispatch, where nobody can handle it.
    }
  }
}
