import { normalize } from '../language/normalize.ts'

/** What a short message consists of: its normalised words, without signs. */
export const wordsOf = (text: string): string =>
  normalize(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
