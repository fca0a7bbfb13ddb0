import { readFile } from 'node:fs/promises'
import { parseLabelledMessages } from './labelled-message.ts'
import type { LabelledMessage } from './labelled-message.ts'

/** The labelled messages of several files, one after the other. */
export async function readMessages(files: readonly string[]): Promise<LabelledMessage[]> {
  const read = files.map(async (file) => parseLabelledMessages(file, await readFile(file, 'utf8')))
  return (await Promise.all(read)).flat()
}
