import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SentenceVector } from '../language/encoder/sentence-encoder.ts'

const fileName = 'sentence-vectors.bin'
/** Of a text and of the encoder's data file: the first bytes of their SHA-256. */
const keyBytes = 8
const countBytes = 4

/** Sentence vectors of texts that an encoder has read before. */
export interface KnownVectors {
  get(text: string): SentenceVector | undefined
}

const noVectors: KnownVectors = { get: () => undefined }

const toKey = (data: string | Uint8Array) => createHash('sha256').update(data).digest().subarray(0, keyBytes)

/**
 * Reads the vectors beside the knowledge in `directory`; none if there is no such file, or one of another encoder, or a broken one.
 * The file holds the encoder's key, the number of texts (32 bits, little-endian), the texts' keys, and their vectors.
 */
export async function readVectors(directory: string, encoderData: Uint8Array): Promise<KnownVectors> {
  const bytes = await readFile(join(directory, fileName)).catch(() => Buffer.alloc(0))
  const start = keyBytes + countBytes
  if (bytes.length < start || !bytes.subarray(0, keyBytes).equals(toKey(encoderData))) return noVectors
  const count = bytes.readUInt32LE(keyBytes)
  const vectors = bytes.subarray(start + count * keyBytes)
  const dimensions = vectors.length / count
  if (dimensions === 0 || !Number.isInteger(dimensions)) return noVectors
  const places = new Map<string, number>()
  for (let i = 0; i < count; i++)
    places.set(bytes.toString('hex', start + i * keyBytes, start + (i + 1) * keyBytes), i)
  return {
    get(text) {
      const place = places.get(toKey(text).toString('hex'))
      if (place === undefined) return undefined
      return new Int8Array(vectors.subarray(place * dimensions, (place + 1) * dimensions))
    },
  }
}

/** @param vectors of all texts, by text */
export async function writeVectors(
  directory: string,
  encoderData: Uint8Array,
  vectors: ReadonlyMap<string, SentenceVector>,
): Promise<void> {
  const sorted = [...vectors]
    .map(([text, vector]) => ({ key: toKey(text), vector }))
    .sort((a, b) => a.key.compare(b.key))
  const count = Buffer.alloc(countBytes)
  count.writeUInt32LE(sorted.length)
  const parts = [
    ...[toKey(encoderData), count],
    ...sorted.map(({ key }) => key),
    ...sorted.map(({ vector }) => Buffer.from(vector.buffer, vector.byteOffset, vector.length)),
  ]
  await writeFile(join(directory, fileName), Buffer.concat(parts))
}
