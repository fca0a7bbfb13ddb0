import { chmodSync, closeSync, openSync } from 'node:fs'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { CryptoRecord, CryptoRecords, RecordChange } from '../matrix/ports/crypto-records.ts'
import { explainDamage } from './integrity.ts'
import { isBusy } from './is-busy.ts'
import { RecordReader } from './record-reader.ts'

/** Another process has the keys open. Two would overwrite each other's ratchets, so there is no waiting for it. */
export class StateInUseError extends Error {
  override readonly name = 'StateInUseError'
  readonly path: string

  constructor(path: string) {
    super(`another process is using ${path}; stop it first, as one process only may hold the bot's keys`)
    this.path = path
  }
}

const schema = `
  CREATE TABLE IF NOT EXISTS crypto_records (
    space TEXT NOT NULL,
    key TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (space, key)
  ) WITHOUT ROWID`

/**
 * Keys in a SQLite file of their own. The file stays locked as long as this is open: the lock is the operating
 * system's, so it goes with the process however that ends.
 */
export class SqliteCryptoRecords implements CryptoRecords, Disposable {
  readonly #database: DatabaseSync
  readonly #reader: RecordReader
  readonly #put: StatementSync
  readonly #delete: StatementSync
  readonly #clear: StatementSync

  /** @throws StateInUseError when another process, or this one, has the file open. */
  constructor(path: string) {
    this.#database = openLocked(path)
    this.#reader = new RecordReader(this.#database)
    this.#put = this.#database.prepare(
      'INSERT OR REPLACE INTO crypto_records (space, key, value) VALUES (?, ?, ?)',
    )
    this.#delete = this.#database.prepare('DELETE FROM crypto_records WHERE space = ? AND key = ?')
    this.#clear = this.#database.prepare('DELETE FROM crypto_records WHERE space = ?')
  }

  load(isWanted?: (space: string) => boolean): Iterable<CryptoRecord> {
    return this.#reader.load(isWanted)
  }

  get(space: string, key: string): Uint8Array | undefined {
    return this.#reader.get(space, key)
  }

  page(space: string, after: string, limit: number): readonly CryptoRecord[] {
    return this.#reader.page(space, after, limit)
  }

  count(space: string): number {
    return this.#reader.count(space)
  }

  commit(changes: readonly RecordChange[]): void {
    this.#database.exec('BEGIN')
    try {
      for (const change of changes) this.#apply(change)
      this.#database.exec('COMMIT')
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw error
    }
  }

  #apply(change: RecordChange): void {
    switch (change.kind) {
      case 'put':
        this.#put.run(change.space, change.key, change.value)
        break
      case 'delete':
        this.#delete.run(change.space, change.key)
        break
      case 'clear':
        this.#clear.run(change.space)
        break
    }
  }

  [Symbol.dispose](): void {
    if (this.#database.isOpen) this.#database.close()
  }
}

/**
 * Records as they are now, for looking while no bot runs. What is written to them is not kept.
 * @throws StateInUseError when a bot has the file open.
 */
export function openCryptoRecords(path: string): CryptoRecords & Disposable {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 0 })
  const reader = readerOf(database, path)
  return {
    load: (isWanted) => reader.load(isWanted),
    get: (space, key) => reader.get(space, key),
    page: (space, after, limit) => reader.page(space, after, limit),
    count: (space) => reader.count(space),
    commit: () => undefined,
    [Symbol.dispose]: () => {
      database.close()
    },
  }
}

function readerOf(database: DatabaseSync, path: string): RecordReader {
  try {
    return new RecordReader(database)
  } catch (error) {
    database.close()
    throw isBusy(error) ? new StateInUseError(path) : explainDamage(path, error)
  }
}

function openLocked(path: string): DatabaseSync {
  // SQLite gives the write-ahead log the rights of the file, so these have to be right before it opens that.
  closeSync(openSync(path, 'a', 0o600))
  chmodSync(path, 0o600)
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    // FULL: a commit has to survive a power cut too, or the bot would go on with a ratchet that it has used already.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    // A key that was dropped is overwritten.
    database.exec('PRAGMA secure_delete = ON')
    // Taking the write lock once is what makes the exclusive mode hold it.
    database.exec(`BEGIN EXCLUSIVE; ${schema}; COMMIT`)
    return database
  } catch (error) {
    database.close()
    throw isBusy(error) ? new StateInUseError(path) : explainDamage(path, error)
  }
}
