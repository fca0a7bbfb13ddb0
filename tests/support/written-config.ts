import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { temporaryDirectory } from './temporary-directory.ts'

/** A configuration file in a directory of its own, with the given text. */
export function writtenConfig(text: string) {
  const directory = temporaryDirectory()
  const file = path.join(directory.path, 'config.yaml')
  writeFileSync(file, text)
  return {
    file,
    directory: directory.path,
    [Symbol.dispose]: () => {
      directory[Symbol.dispose]()
    },
  }
}
