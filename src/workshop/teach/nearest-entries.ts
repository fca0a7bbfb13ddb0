import { leadingQuestion } from '../../knowledge/in-language.ts'
import type { DeclineEntry, FaqEntry, KnowledgeBase } from '../../knowledge/types.ts'
import { createNearnessIndex } from '../../knowledge-files/review/nearness.ts'

export type AnyEntry = FaqEntry | DeclineEntry

/** An entry, its text that is nearest to a question, and how near it is, 0..1. */
export interface NearEntry {
  readonly entry: AnyEntry
  readonly text: string
  readonly similarity: number
}

export const isFaqEntry = (entry: AnyEntry): entry is FaqEntry => 'quotes' in entry

/** The name of an entry in lists. */
export const nameOf = (entry: AnyEntry): string => (isFaqEntry(entry) ? entry.topic.de : entry.sentence.de)

/** Finds entries by all that they say: questions, topic and quotes, or what is missing. */
export function createEntrySearch({ entries, declines }: KnowledgeBase) {
  const texts = [...entries, ...declines].flatMap((entry) => textsOf(entry).map((text) => ({ entry, text })))
  const index = createNearnessIndex(texts.map(({ text }) => text))
  return (question: string): NearEntry[] => {
    const found = new Map<AnyEntry, NearEntry>()
    for (const { index: at, similarity } of index.nearest(question, 60)) {
      const hit = texts[at]
      if (hit && !found.has(hit.entry)) found.set(hit.entry, { ...hit, similarity })
    }
    return [...found.values()]
  }
}

const textsOf = (entry: AnyEntry): string[] => [
  ...entry.questions.de,
  ...entry.questions.en,
  ...(isFaqEntry(entry)
    ? [entry.topic.de, leadingQuestion(entry, 'de'), ...entry.quotes.map(({ text }) => text)]
    : [entry.sentence.de]),
]
