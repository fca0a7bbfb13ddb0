import { quoteEach } from './quote-passages.ts'
import type { FaqEntry, Notice } from './types.ts'

/** Until a notice has an FAQ, each of its passages is an entry that nobody has asked for: it can be found by its own words alone. */
export function passageEntries(notice: Notice): FaqEntry[] {
  return quoteEach(notice).map(({ passage, quote }) => ({
    id: passage.id,
    notice: notice.id,
    topic: { de: quote.citation.section ?? notice.title },
    questions: { de: [], en: [] },
    quotes: [quote],
  }))
}
