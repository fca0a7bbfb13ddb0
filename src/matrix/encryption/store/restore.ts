import { deserialize } from 'node:v8'
import FDBDatabase from 'fake-indexeddb/lib/FDBDatabase'
import type FDBRequest from 'fake-indexeddb/lib/FDBRequest'
import indexedDb from 'fake-indexeddb/lib/fakeIndexedDB'
import * as v from '../../../documents/valibot.ts'
import { DiskRecords, noIndexRecords } from './disk-records.ts'
import { DiskRows } from './disk-rows.ts'
import type { DurableRecords } from './durable-records.ts'
import { roomKeyStore, rowSpace, schemaSpace, staysOnDisk } from './journal.ts'
import type { CryptoRecord } from '../../ports/crypto-records.ts'
import type { RoomKeyExpiry } from './room-key-expiry.ts'
import type { DatabaseSchema } from './schema.ts'

const databaseSchema = v.object({
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  stores: v.record(
    v.string(),
    v.array(
      v.object({
        name: v.string(),
        keyPath: v.union([v.string(), v.array(v.string())]),
        unique: v.boolean(),
        multiEntry: v.boolean(),
      }),
    ),
  ),
})

/** The databases that the records describe, by name without prefix. */
export function readSchemas(records: readonly CryptoRecord[]): Map<string, DatabaseSchema> {
  const rows = records.filter(({ space }) => space === schemaSpace)
  return new Map(
    rows.map(({ key, value }) => [key, v.parse(databaseSchema, JSON.parse(new TextDecoder().decode(value)))]),
  )
}

/** Makes the databases again in memory as they were, under `prefix`. Must run before anything records that prefix. */
export async function restoreDatabases(
  prefix: string,
  schemas: ReadonlyMap<string, DatabaseSchema>,
  records: readonly CryptoRecord[],
): Promise<void> {
  const rows = Map.groupBy(records, ({ space }) => space)
  for (const [name, schema] of schemas) {
    await restoreDatabase(`${prefix}${name}`, schema, (store) => rows.get(rowSpace(name, store)) ?? [])
  }
}

async function restoreDatabase(
  name: string,
  schema: DatabaseSchema,
  rowsOf: (store: string) => readonly CryptoRecord[],
): Promise<void> {
  const request = indexedDb.open(name, schema.version)
  request.addEventListener('upgradeneeded', () => {
    const database = request.transaction?.db
    if (database !== undefined) createStores(database, schema, rowsOf)
  })
  await done(request)
  if (request.result instanceof FDBDatabase) request.result.close()
}

function createStores(
  database: FDBDatabase,
  schema: DatabaseSchema,
  rowsOf: (store: string) => readonly CryptoRecord[],
): void {
  for (const [name, indexes] of Object.entries(schema.stores)) {
    const store = database.createObjectStore(name)
    for (const { name: index, keyPath, unique, multiEntry } of indexes) {
      store.createIndex(index, keyPath, { unique, multiEntry })
    }
    for (const { key, value } of rowsOf(name)) store.put(deserialize(value), JSON.parse(key))
  }
}

/** From now on the databases' growing stores are read from disk. May be repeated. */
export async function leaveOnDisk(
  prefix: string,
  names: Iterable<string>,
  { records, expiry }: { readonly records: DurableRecords; readonly expiry: RoomKeyExpiry },
): Promise<void> {
  for (const name of names) {
    const request = indexedDb.open(`${prefix}${name}`)
    await done(request)
    if (!(request.result instanceof FDBDatabase)) continue
    for (const [store, raw] of request.result._rawDatabase.rawObjectStores) {
      if (!staysOnDisk(store) || raw.records instanceof DiskRecords) continue
      const onRead = (key: string) => {
        if (store === roomKeyStore) expiry.used(key)
      }
      raw.records = new DiskRecords(new DiskRows(records, rowSpace(name, store)), onRead)
      for (const index of raw.rawIndexes.values()) index.records = noIndexRecords
    }
    request.result.close()
  }
}

/** Forgets the databases again, so that a closed store holds no memory. */
export async function dropDatabases(names: Iterable<string>): Promise<void> {
  for (const name of names) await done(indexedDb.deleteDatabase(name))
}

function done(request: FDBRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => {
      resolve()
    })
    request.addEventListener('error', () => {
      reject(new Error(request.error?.message ?? 'IndexedDB refused a request'))
    })
  })
}
