import type { SentenceEncoder, SentenceVector } from '../../language/encoder/sentence-encoder.ts'

/** Reads each text once: the same phrasings and messages come again with each size that knowledge is cut to. */
export function rememberingEncoder(encoder: SentenceEncoder): SentenceEncoder {
  const known = new Map<string, SentenceVector>()
  return {
    encode(text) {
      const vector = known.get(text) ?? encoder.encode(text)
      known.set(text, vector)
      return vector
    },
  }
}
