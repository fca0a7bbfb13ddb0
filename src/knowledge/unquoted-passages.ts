import type { KnowledgeBase, Passage } from './types.ts'

/** Sentences of the notices which no entry quotes, so that nobody can be answered with them. */
export function unquotedPassages(knowledge: KnowledgeBase): Passage[] {
  const quoted = new Set(
    knowledge.entries.flatMap((entry) => entry.quotes.flatMap((quote) => quote.passages)),
  )
  return knowledge.notices
    .flatMap((notice) => notice.sections)
    .flatMap((section) => section.paragraphs)
    .flatMap((paragraph) => paragraph.passages)
    .filter((passage) => !quoted.has(passage.id))
}
