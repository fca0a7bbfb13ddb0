import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { explainDamage } from './integrity.ts'
import { isBusy } from './is-busy.ts'
import { prepareStateFile } from './state-directory.ts'

const lockFile = 'lock.sqlite'
const ownerFile = 'lock.pid'

/** Another process has the state directory, which it may leave at any time. */
class DirectoryInUseError extends Error {
  override readonly name = 'DirectoryInUseError'
  readonly hint = 'Stop that process first; one account is served by one process.'
}

/** Keeps a second process out of the state directory. The operating system frees it, however the process ends. */
export class ProcessLock implements Disposable {
  readonly #database: DatabaseSync

  private constructor(database: DatabaseSync) {
    this.#database = database
  }

  /** Throws `DirectoryInUseError` if another process holds the directory, `StateError` if this user can't use it. */
  static acquire(directory: string): ProcessLock {
    const noted = prepareStateFile(directory, ownerFile)
    const database = new DatabaseSync(prepareStateFile(directory, lockFile), { timeout: 0 })
    try {
      // Held until the connection closes; SQLite's file locks need no clean-up after a crash.
      database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    } catch (error) {
      database.close()
      if (!isBusy(error)) throw explainDamage(path.join(directory, lockFile), error)
      const owner = readOwner(directory)
      const who = owner === undefined ? '' : ` (${owner})`
      const message = `the state directory ${directory} is in use by another process${who}`
      throw new DirectoryInUseError(message, { cause: error })
    }
    writeFileSync(noted, String(process.pid))
    return new ProcessLock(database)
  }

  /** Process id of who holds the directory, or undefined if nobody does. Only looks. */
  static holder(directory: string): string | undefined {
    const file = path.join(directory, lockFile)
    if (!existsSync(file)) return undefined
    using database = new DatabaseSync(file, { readOnly: true, timeout: 0 })
    try {
      database.prepare('SELECT 1 FROM sqlite_schema').all()
      return undefined
    } catch (error) {
      if (!isBusy(error)) throw error
      return readOwner(directory) ?? 'unknown'
    }
  }

  [Symbol.dispose](): void {
    this.#database.close()
  }
}

function readOwner(directory: string): string | undefined {
  try {
    return readFileSync(path.join(directory, ownerFile), 'utf8').trim()
  } catch {
    return undefined
  }
}
