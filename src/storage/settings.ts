import { text } from './database.ts'
import type { Database } from './database.ts'

/** Small values that outlive the process, such as the session. Each write is atomic and on disk when it returns. */
export class Settings {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  get(key: string): string | undefined {
    const row = this.#database.get('SELECT value FROM settings WHERE key = ?', key)
    return row && text(row, 'value')
  }

  set(key: string, value: string): void {
    this.#database.run('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)', key, value)
    this.#database.checkpoint()
  }
}
