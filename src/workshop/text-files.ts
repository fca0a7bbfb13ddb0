import { readFile } from 'node:fs/promises'
import { CommandError } from '../cli/command-error.ts'
import { reasonOf } from '../documents/reason-of.ts'
import { decodeText, notUtf8 } from '../documents/read-text.ts'

/** @throws CommandError if the file that the person at the keyboard named can't be read */
export const readBytes = (file: string): Promise<Uint8Array> =>
  readFile(file).catch((error: unknown) => {
    throw new CommandError(`${file} cannot be read (${reasonOf(error)}).`)
  })

/**
 * A text, without a byte order mark.
 *
 * @throws CommandError if it can't be read, or is not UTF-8
 */
export async function readText(file: string): Promise<string> {
  const text = decodeText(await readBytes(file))
  if (text === undefined) throw new CommandError(`${file}: ${notUtf8}`)
  return text
}

/** What to do if a file can't be written: `await writeFile(file, text).catch(unwritable(file))`. */
export const unwritable = (file: string) => (error: unknown) => {
  throw new CommandError(`${file} cannot be written (${reasonOf(error)}).`)
}
