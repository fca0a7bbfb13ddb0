import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite'
import { explainDamage } from './integrity.ts'
import { migrate, refuseOtherVersion } from './migrations.ts'
import { findNoAccess, lookAt, prepareStateFile, StateError } from './state-directory.ts'

const stateFile = 'state.sqlite'

export type Row = Readonly<Record<string, SQLOutputValue>>

/**
 * The bot's one database. What a transaction wrote outlives the process when it returns. A power cut may take back what was
 * written since the last `checkpoint`, all of it from some transaction on; the bot then does again what it did, under the same
 * transaction ids. Deleted rows are overwritten (`secure_delete`), since message text passes through it.
 */
export class Database implements Disposable {
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()
  readonly #mode: 'read' | 'write'
  #depth = 0

  private constructor(database: DatabaseSync, mode: 'read' | 'write') {
    this.#database = database
    this.#mode = mode
  }

  static open(directory: string): Database {
    const file = prepareStateFile(directory, stateFile)
    const database = new DatabaseSync(file, { timeout: 5_000 })
    try {
      database.exec(`
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        PRAGMA secure_delete = ON;
        PRAGMA foreign_keys = ON;
        PRAGMA trusted_schema = OFF;
        PRAGMA journal_size_limit = 4194304;
      `)
      migrate(database)
      return new Database(database, 'write')
    } catch (error) {
      database.close()
      throw explainDamage(file, error)
    }
  }

  /** For reading beside a bot that runs. Throws `StateError` unless there is a sound database of this release that this user may use. */
  static openForReading(directory: string): Database {
    const file = path.join(directory, stateFile)
    const stats = lookAt(file)
    if (stats === undefined) {
      const hint = 'Start the bot once, or name another configuration with --config.'
      throw new StateError(`there is no database in ${directory}`, { path: file, hint })
    }
    const closed = findNoAccess(file, stats)
    if (closed !== undefined) throw closed
    const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 })
    try {
      refuseOtherVersion(database)
    } catch (error) {
      database.close()
      throw explainDamage(file, error)
    }
    return new Database(database, 'read')
  }

  /** Commits what `work` did, or nothing of it if it throws. Nested calls join the outer transaction. */
  transaction<T>(work: () => T): T {
    if (this.#depth > 0) return work()
    this.#database.exec('BEGIN IMMEDIATE')
    this.#depth++
    try {
      const result = work()
      this.#database.exec('COMMIT')
      return result
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw error
    } finally {
      this.#depth--
    }
  }

  /** Number of rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#prepare(sql).run(...values).changes)
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#prepare(sql).get(...values)
  }

  all(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    return this.#prepare(sql).all(...values)
  }

  /** Brings all to disk. The write-ahead log is emptied, so that no deleted text stays behind in it. */
  checkpoint(): void {
    this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  }

  [Symbol.dispose](): void {
    this.#statements.clear()
    if (!this.#database.isOpen) return
    if (this.#mode === 'write') this.checkpoint()
    this.#database.close()
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#database.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}

/** A TEXT column that the schema declares NOT NULL. */
export function text(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new TypeError(`column ${column} holds no text`)
  return value
}

/** An INTEGER column that the schema declares NOT NULL. */
export function integer(row: Row, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw new TypeError(`column ${column} holds no integer`)
  return value
}

export function optionalText(row: Row, column: string): string | undefined {
  const value = row[column]
  return typeof value === 'string' ? value : undefined
}
