import indexedDb from 'fake-indexeddb/lib/fakeIndexedDB'
import FDBDatabase from 'fake-indexeddb/lib/FDBDatabase'
import FDBKeyRange from 'fake-indexeddb/lib/FDBKeyRange'
import type FDBRequest from 'fake-indexeddb/lib/FDBRequest'
import { describe, expect, it } from 'vitest'
import { DurableRecords } from '../../../../src/matrix/encryption/store/durable-records.ts'
import { StoreJournal } from '../../../../src/matrix/encryption/store/journal.ts'
import { record } from '../../../../src/matrix/encryption/store/indexeddb-hooks.ts'
import { readSchemas, restoreDatabases } from '../../../../src/matrix/encryption/store/restore.ts'
import { MemoryRecords } from '../../../support/memory-records.ts'

const success = (request: FDBRequest): Promise<unknown> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => {
      resolve(request.result)
    })
    request.addEventListener('error', () => {
      reject(request.error ?? new Error('failed'))
    })
  })

async function open(
  name: string,
  version: number,
  upgrade: (database: FDBDatabase) => void,
): Promise<FDBDatabase> {
  const request = indexedDb.open(name, version)
  request.addEventListener('upgradeneeded', () => {
    if (request.result instanceof FDBDatabase) upgrade(request.result)
  })
  const database = await success(request)
  if (!(database instanceof FDBDatabase)) throw new Error('not a database')
  return database
}

const committed = (
  database: FDBDatabase,
  stores: string[],
  write: (store: ReturnType<typeof storeIn>) => void,
) =>
  new Promise<void>((resolve) => {
    const transaction = database.transaction(stores, 'readwrite')
    transaction.addEventListener('complete', resolve)
    write(storeIn(transaction))
  })
const storeIn = (transaction: ReturnType<FDBDatabase['transaction']>) => (name: string) =>
  transaction.objectStore(name)

async function reopened(records: MemoryRecords, prefix: string): Promise<FDBDatabase> {
  const rows = [...records.load()]
  await restoreDatabases(prefix, readSchemas(rows), rows)
  return open(`${prefix}-main`, readSchemas(rows).get('-main')?.version ?? 0, () => {
    throw new Error('a restored database needs no upgrade')
  })
}

const keysIn = (database: FDBDatabase, store: string) =>
  success(database.transaction([store], 'readonly').objectStore(store).getAllKeys(undefined))

describe('recorded databases', () => {
  it('come back with the rows that puts, deletions, ranges and clearing left', async () => {
    const records = new MemoryRecords()
    record('rows-a', new StoreJournal(new DurableRecords(records), 'rows-a', new Map()))
    const database = await open('rows-a-main', 1, (fresh) => {
      fresh.createObjectStore('one')
      fresh.createObjectStore('two')
    })
    await committed(database, ['one', 'two'], (store) => {
      for (const key of ['a', 'b', 'c', 'd']) store('one').put({ bytes: new Uint8Array([1, 2]) }, key)
      store('two').put(true, ['x', 1])
    })
    await committed(database, ['one', 'two'], (store) => {
      store('one').delete(FDBKeyRange.bound('b', 'c'))
      store('one').delete('d')
      store('two').clear()
      store('two').add('later', 7)
    })
    const restored = await reopened(records, 'rows-b')
    expect(await keysIn(restored, 'one')).toEqual(['a'])
    expect(await keysIn(restored, 'two')).toEqual([7])
  })

  it('come back with the stores and indexes of a later version', async () => {
    const records = new MemoryRecords()
    record('schema-a', new StoreJournal(new DurableRecords(records), 'schema-a', new Map()))
    const first = await open('schema-a-main', 1, (fresh) => {
      fresh.createObjectStore('old')
      fresh.createObjectStore('kept').createIndex('by', ['p', 'q'], { unique: true })
    })
    await committed(first, ['old', 'kept'], (store) => {
      store('old').put('gone with its store', 'k')
      store('kept').put({ p: 1, q: 2 }, 'k')
    })
    first.close()
    await open('schema-a-main', 5, (upgrading) => {
      upgrading.deleteObjectStore('old')
      upgrading.createObjectStore('new').put('written while upgrading', 'n')
    })
    const restored = await reopened(records, 'schema-b')
    expect(restored.version).toBe(5)
    expect([...restored.objectStoreNames]).toEqual(['kept', 'new'])
    expect(await keysIn(restored, 'new')).toEqual(['n'])
    expect([...records.load()].filter(({ space }) => space.endsWith('/old'))).toEqual([])
    expect(readSchemas([...records.load()]).get('-main')?.stores['kept']).toEqual([
      { name: 'by', keyPath: ['p', 'q'], unique: true, multiEntry: false },
    ])
  })

  it('record nothing of a transaction that was aborted', async () => {
    const records = new MemoryRecords()
    record('abort-a', new StoreJournal(new DurableRecords(records), 'abort-a', new Map()))
    const database = await open('abort-a-main', 1, (fresh) => {
      fresh.createObjectStore('one')
    })
    await committed(database, ['one'], (store) => {
      store('one').put(1, 'there')
    })
    await new Promise<void>((resolve) => {
      const transaction = database.transaction(['one'], 'readwrite')
      transaction.addEventListener('abort', resolve)
      transaction.objectStore('one').put(2, 'not there')
      transaction.objectStore('one').add(3, 'there')
    })
    expect([...records.load()].filter(({ space }) => space.endsWith('/one')).map(({ key }) => key)).toEqual([
      '"there"',
    ])
  })

  it('leave databases alone that nobody records', async () => {
    const records = new MemoryRecords()
    record('mine', new StoreJournal(new DurableRecords(records), 'mine', new Map()))
    await open('theirs', 1, (fresh) => {
      fresh.createObjectStore('one').put(1, 1)
    })
    expect(records.rows.size).toBe(0)
  })
})
