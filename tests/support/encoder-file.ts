import { readFileSync } from 'node:fs'

/** The data file as it ships. */
export function encoderBytes(): Uint8Array {
  return readFileSync('src/language/encoder/data/sentence-encoder.bin')
}
