import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createSentenceEncoder } from '../language/encoder/sentence-encoder.ts'
import type { SentenceEncoder } from '../language/encoder/sentence-encoder.ts'
import { readVectors } from './vectors-file.ts'

const dataFile = join(import.meta.dirname, '../language/encoder/data/sentence-encoder.bin')
const shippedKnowledge = join(import.meta.dirname, '../../knowledge')

export const readEncoderData = (): Promise<Uint8Array> => readFile(dataFile)

/** The sentence encoder that comes with the program. */
export async function loadEncoder(): Promise<SentenceEncoder> {
  return createSentenceEncoder(await readEncoderData())
}

/**
 * Loads the encoder for indexing knowledge. Vectors that are kept beside the knowledge, or beside that which comes with the program, are
 * not computed again. Each takes milliseconds, those of all phrasings of a grown folder a minute.
 */
export async function loadIndexingEncoder(directory: string = shippedKnowledge): Promise<SentenceEncoder> {
  const data = await readEncoderData()
  const encoder = createSentenceEncoder(data)
  const [own, shipped] = await Promise.all([directory, shippedKnowledge].map((one) => readVectors(one, data)))
  return { encode: (text) => own?.get(text) ?? shipped?.get(text) ?? encoder.encode(text) }
}
