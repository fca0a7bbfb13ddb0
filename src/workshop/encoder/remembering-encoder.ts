import type { SentenceEncoder, SentenceVector } from '../../language/encoder/sentence-encoder.ts'

/** Reads each text once, and remembers its vector in `known`. */
export function rememberingEncoder(
  encoder: SentenceEncoder,
  known = new Map<string, SentenceVector>(),
): SentenceEncoder {
  return {
    encode(text) {
      const vector = known.get(text) ?? encoder.encode(text)
      known.set(text, vector)
      return vector
    },
  }
}
