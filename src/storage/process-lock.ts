import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { prepareStateFile, StateError } from './state-directory.ts'

/** Keeps a second process out of the state directory. The operating system frees it, however the process ends. */
export class ProcessLock implements Disposable {
  readonly #database: DatabaseSync

  private constructor(database: DatabaseSync) {
    this.#database = database
  }

  /** Throws `StateError` if another process holds the directory. */
  static acquire(directory: string): ProcessLock {
    const database = new DatabaseSync(prepareStateFile(directory, 'lock.sqlite'), { timeout: 0 })
    const owner = path.join(directory, 'lock.pid')
    try {
      // Held until the connection closes; SQLite's file locks need no clean-up after a crash.
      database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    } catch (cause) {
      database.close()
      throw new StateError(
        `the state directory ${directory} is in use by another process${describeOwner(owner)}`,
        { path: directory, hint: 'Stop that process first; one account is served by one process.' },
        { cause },
      )
    }
    writeFileSync(owner, String(process.pid), { mode: 0o600 })
    return new ProcessLock(database)
  }

  [Symbol.dispose](): void {
    this.#database.close()
  }
}

function describeOwner(file: string): string {
  try {
    return ` (${readFileSync(file, 'utf8').trim()})`
  } catch {
    return ''
  }
}
