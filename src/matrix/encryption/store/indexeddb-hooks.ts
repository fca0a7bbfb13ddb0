import 'fake-indexeddb/auto'
import FDBCursor from 'fake-indexeddb/lib/FDBCursor'
import FDBDatabase from 'fake-indexeddb/lib/FDBDatabase'
import FDBFactory from 'fake-indexeddb/lib/FDBFactory'
import FDBKeyRange from 'fake-indexeddb/lib/FDBKeyRange'
import FDBObjectStore from 'fake-indexeddb/lib/FDBObjectStore'
import type FDBTransaction from 'fake-indexeddb/lib/FDBTransaction'
import { CryptoStoreError } from '../errors.ts'
import { isKept, otherVersion, TransactionJournal, type StoreJournal } from './journal.ts'
import { withIndex, withoutIndex, withoutStore, withStore } from './schema.ts'

// The encryption library takes IndexedDB from the globals, and so these prototypes are the one place where every write of
// its can be seen. Databases that nobody recorded are left alone.

const recorded = new Map<string, StoreJournal>()
const journals = new WeakMap<FDBTransaction, TransactionJournal>()
const upgrades = new WeakMap<FDBDatabase, FDBTransaction>()
const connections = new Set<FDBDatabase>()

/** Writes to databases whose name begins with the prefix go to the journal, until the result is called. */
export function record(prefix: string, journal: StoreJournal): () => void {
  recorded.set(prefix, journal)
  return () => {
    recorded.delete(prefix)
    // The library leaves connections open when it fails, and an open one would keep the database from being dropped.
    for (const connection of connections) {
      if (!connection.name.startsWith(prefix)) continue
      connection.close()
      connections.delete(connection)
    }
  }
}

function recorderOf(database: string): StoreJournal | undefined {
  for (const [prefix, journal] of recorded) if (database.startsWith(prefix)) return journal
  return undefined
}

function journalOf(transaction: FDBTransaction): TransactionJournal | undefined {
  const known = journals.get(transaction)
  if (known !== undefined) return known
  const recorder = recorderOf(transaction.db.name)
  if (recorder === undefined) return undefined
  const journal = new TransactionJournal()
  journals.set(transaction, journal)
  // Listeners run before the `oncomplete` through which the library learns of the end, so its promise resolves only
  // after the rows are on disk, or held for `KeyStore.settled` to wait for.
  transaction.addEventListener('complete', () => {
    recorder.commit(transaction.db.name, journal)
  })
  return journal
}

function recordPut(store: FDBObjectStore, value: unknown, run: () => ReturnType<FDBObjectStore['put']>) {
  const stored = journalOf(store.transaction)?.put(store.name, value)
  const request = run()
  if (stored !== undefined) {
    request.addEventListener('success', () => {
      stored(request.result)
    })
  }
  return request
}

function recordDelete(store: FDBObjectStore, keyOrRange: unknown): void {
  const deleted = journalOf(store.transaction)?.delete(store.name)
  if (deleted === undefined) return
  if (!(keyOrRange instanceof FDBKeyRange)) {
    deleted([keyOrRange])
    return
  }
  // Requests run in order, so this sees what the deletion after it will take away.
  const request = store.getAllKeys(keyOrRange)
  request.addEventListener('success', () => {
    deleted(Array.isArray(request.result) ? request.result : [])
  })
}

const storeOf = (cursor: FDBCursor): FDBObjectStore =>
  'objectStore' in cursor.source ? cursor.source.objectStore : cursor.source

function recordRows(): void {
  const { put, add, delete: remove, clear } = FDBObjectStore.prototype
  const { update, delete: removeAtCursor } = FDBCursor.prototype
  FDBObjectStore.prototype.put = function (...args) {
    // A request that succeeds, and leaves nothing behind.
    if (!isKept(this.name) && journalOf(this.transaction) !== undefined) return remove.call(this, args[1])
    return recordPut(this, args[0], () => put.apply(this, args))
  }
  FDBObjectStore.prototype.add = function (...args) {
    return recordPut(this, args[0], () => add.apply(this, args))
  }
  FDBObjectStore.prototype.delete = function (keyOrRange) {
    recordDelete(this, keyOrRange)
    return remove.call(this, keyOrRange)
  }
  FDBObjectStore.prototype.clear = function () {
    journalOf(this.transaction)?.clear(this.name)
    return clear.call(this)
  }
  FDBCursor.prototype.update = function (value) {
    const key = this.primaryKey
    const stored = journalOf(storeOf(this).transaction)?.put(storeOf(this).name, value)
    const request = update.call(this, value)
    request.addEventListener('success', () => stored?.(key))
    return request
  }
  FDBCursor.prototype.delete = function () {
    recordDelete(storeOf(this), this.primaryKey)
    return removeAtCursor.call(this)
  }
}

function recordSchema(): void {
  const { open } = FDBFactory.prototype
  const { createObjectStore, deleteObjectStore } = FDBDatabase.prototype
  const { createIndex, deleteIndex } = FDBObjectStore.prototype
  FDBFactory.prototype.open = function (...args) {
    const request = open.apply(this, args)
    request.addEventListener('success', () => {
      if (request.result instanceof FDBDatabase && recorderOf(request.result.name) !== undefined) {
        connections.add(request.result)
      }
    })
    request.addEventListener('upgradeneeded', () => {
      if (request.transaction === null) return
      const { version } = request.transaction.db
      upgrades.set(request.transaction.db, request.transaction)
      journalOf(request.transaction)?.schema((schema) => ({ ...schema, version }))
    })
    return request
  }
  FDBDatabase.prototype.createObjectStore = function (name, options) {
    const store = createObjectStore.call(this, name, options)
    const journal = journalOf(store.transaction)
    if (journal !== undefined && ((options?.keyPath ?? null) !== null || options?.autoIncrement === true)) {
      throw new CryptoStoreError('the encryption library made a store that cannot be kept', otherVersion)
    }
    journal?.schema((schema) => withStore(schema, name))
    return store
  }
  FDBDatabase.prototype.deleteObjectStore = function (name) {
    deleteObjectStore.call(this, name)
    const transaction = upgrades.get(this)
    const journal = transaction && journalOf(transaction)
    journal?.clear(name)
    journal?.schema((schema) => withoutStore(schema, name))
  }
  FDBObjectStore.prototype.createIndex = function (name, keyPath, options = {}) {
    const { unique = false, multiEntry = false } = options
    const index = createIndex.call(this, name, keyPath, options)
    journalOf(this.transaction)?.schema((schema) =>
      withIndex(schema, this.name, { name, keyPath, unique, multiEntry }),
    )
    return index
  }
  FDBObjectStore.prototype.deleteIndex = function (name) {
    deleteIndex.call(this, name)
    journalOf(this.transaction)?.schema((schema) => withoutIndex(schema, this.name, name))
  }
}

recordRows()
recordSchema()
