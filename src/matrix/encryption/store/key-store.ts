import { randomUUID } from 'node:crypto'
import { initAsync, StoreHandle } from '@matrix-org/matrix-sdk-crypto-wasm'
import { CryptoStoreError } from '../errors.ts'
import { DurableRecords } from './durable-records.ts'
import { holdsAccount, isInMemory, roomKeyStore, StoreJournal } from './journal.ts'
import { Notes } from './notes.ts'
import { record } from './indexeddb-hooks.ts'
import type { CryptoRecords } from '../../ports/crypto-records.ts'
import { dropDatabases, leaveOnDisk, readSchemas, restoreDatabases } from './restore.ts'
import { RoomKeyExpiry, type ExpiryTimes } from './room-key-expiry.ts'
import { deriveStoreKey } from './store-key.ts'

interface Dropping {
  readonly expiry: RoomKeyExpiry
  readonly spaces: readonly string[]
}

/** The encryption library's own store, kept in records. */
export class KeyStore implements AsyncDisposable {
  readonly handle: StoreHandle
  /** No record was there: this store knows no device yet. */
  readonly isFresh: boolean
  readonly notes: Notes
  readonly #records: DurableRecords
  readonly #close: () => Promise<void>
  readonly #closed = new AbortController()
  readonly #drop: Dropping

  private constructor(parts: {
    readonly handle: StoreHandle
    readonly isFresh: boolean
    readonly notes: Notes
    readonly records: DurableRecords
    readonly close: () => Promise<void>
    readonly drop: Dropping
  }) {
    this.handle = parts.handle
    this.isFresh = parts.isFresh
    this.notes = parts.notes
    this.#records = parts.records
    this.#close = parts.close
    this.#drop = parts.drop
  }

  /**
   * @param now milliseconds since 1970
   * @throws CryptoStoreError when the passphrase is not the one that the records were written with.
   */
  static async open(
    recorded: CryptoRecords,
    passphrase: string,
    now: () => number = Date.now,
  ): Promise<KeyStore> {
    const records = new DurableRecords(recorded)
    const rows = [...records.load(isInMemory)]
    const [storeKey] = await Promise.all([deriveStoreKey(passphrase, records, rows), initAsync()])
    const schemas = readSchemas(rows)
    // The databases live in one factory per process; a name of its own keeps two stores of a process apart.
    const name = `keys-${randomUUID()}`
    await restoreDatabases(name, schemas, rows)
    const expiry = new RoomKeyExpiry(records, now)
    await leaveOnDisk(name, schemas.keys(), { records, expiry })
    const journal = new StoreJournal(records, name, schemas, (changes) => expiry.changesWith(changes))
    const unrecord = record(name, journal)
    const close = async (): Promise<void> => {
      unrecord()
      await dropDatabases(journal.databaseNames())
    }
    try {
      const handle = await StoreHandle.openWithKey(name, storeKey)
      // The library has just made these, as there was nothing.
      await leaveOnDisk(name, journal.databases(), { records, expiry })
      const notes = new Notes(records, rows)
      const drop = { expiry, spaces: journal.spacesOf(roomKeyStore) }
      return new KeyStore({ handle, isFresh: !holdsAccount(rows), notes, records, close, drop })
    } catch (error) {
      await close()
      throw new CryptoStoreError(
        'the key store could not be opened with this passphrase',
        'Bring back the passphrase file that the store was made with.',
        { cause: error },
      )
    }
  }

  /**
   * To be awaited before anything leaves the process that was made with these keys.
   * @throws CryptoStoreError once a key did not reach the disk, or the store was condemned.
   */
  settled(): Promise<void> {
    return this.#records.settled()
  }

  /**
   * Everything that `work` stores reaches the disk together, or not at all. The library stores in several transactions what it can make use of
   * only as a whole; everybody else's writes meanwhile go along, and `settled` waits for them. Not for work within work.
   */
  atomically<T>(work: () => Promise<T>): Promise<T> {
    return this.#records.atomically(work)
  }

  /** Lets nothing leave any more, for the reason given. */
  condemn(reason: CryptoStoreError): void {
    this.#records.condemn(reason)
  }

  /** Drops the keys of rooms that are out of use; returns their number. */
  async dropRoomKeys(times: ExpiryTimes): Promise<number> {
    const { expiry, spaces } = this.#drop
    let dropped = 0
    for (const space of spaces) dropped += await expiry.drop(space, times, this.#closed.signal)
    return dropped
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed.abort()
    await this.#close()
  }
}
