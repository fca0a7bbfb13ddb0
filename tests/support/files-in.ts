import { readdirSync } from 'node:fs'
import path from 'node:path'

/** Paths of all files below a directory. */
export function filesIn(directory: string): string[] {
  const entries = readdirSync(directory, { withFileTypes: true, recursive: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
}
