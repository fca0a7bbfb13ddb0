import type { KnowledgeBase, Passage } from './types.ts'

/**
 * Sentences of the notices which no entry quotes, so that nobody can be answered with them. What introduces a quoted item comes
 * with it.
 */
export function unquotedPassages({ notices, entries }: KnowledgeBase): Passage[] {
  const passages = notices
    .flatMap((notice) => notice.sections)
    .flatMap((section) => section.paragraphs)
    .flatMap((paragraph) => paragraph.passages)
  const quoted = new Set(entries.flatMap((entry) => entry.quotes.flatMap((quote) => quote.passages)))
  // Items follow what introduces them, so going backwards finds introductions of introductions, too.
  for (const { id, leadIn } of passages.toReversed())
    if (leadIn !== undefined && quoted.has(id)) quoted.add(leadIn)
  return passages.filter(({ id }) => !quoted.has(id))
}
