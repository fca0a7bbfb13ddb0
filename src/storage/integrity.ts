import { DatabaseSync } from 'node:sqlite'
import { StateError } from './state-directory.ts'

/**
 * The first damage that SQLite finds in a database; undefined if nothing is. May be asked for while others write.
 * Throws if the file is no database at all, or another connection keeps it for itself.
 */
export function findDamage(file: string): string | undefined {
  using database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 })
  const found = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check']
  return found === 'ok' ? undefined : String(found)
}

const sqliteCorrupt = 11
const sqliteNotADatabase = 26

/** What to throw in place of an error of SQLite: where it means that the file is damaged, one that says so. */
export function explainDamage(file: string, error: unknown): unknown {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined
  if (!(error instanceof Error) || (code !== sqliteCorrupt && code !== sqliteNotADatabase)) return error
  const hint = 'See the chapter about recovery in docs/operations.md.'
  return new StateError(`${file} is damaged (${error.message})`, { path: file, hint }, { cause: error })
}
