import { DatabaseSync } from 'node:sqlite'

/**
 * The first damage that SQLite finds in a database; undefined if nothing is. May be asked for while others write.
 * Throws if the file is no database at all, or another connection keeps it for itself.
 */
export function findDamage(file: string): string | undefined {
  using database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 })
  const found = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check']
  return found === 'ok' ? undefined : String(found)
}
