import type { FaqEntry } from './types.ts'

/** True if whoever reads the quotes of one entry has read a part of the other's. */
export function sharesPassage(a: FaqEntry, b: FaqEntry): boolean {
  const passages = new Set(a.quotes.flatMap((quote) => quote.passages))
  return b.quotes.some((quote) => quote.passages.some((passage) => passages.has(passage)))
}
