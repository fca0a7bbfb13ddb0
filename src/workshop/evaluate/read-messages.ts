import { parseLabelledMessages } from './labelled-message.ts'
import type { LabelledMessage } from './labelled-message.ts'
import { readText } from '../text-files.ts'

/** The labelled messages of several files, one after the other. */
export async function readMessages(files: readonly string[]): Promise<LabelledMessage[]> {
  const read = files.map(async (file) => parseLabelledMessages(file, await readText(file)))
  return (await Promise.all(read)).flat()
}
