import type { KnowledgeBase } from '../../knowledge/types.ts'

type Questions = KnowledgeBase['entries'][number]['questions']

/**
 * The same knowledge as if its editor had written only so many phrasings an entry: spread evenly over those that there are, since
 * neighbours in a file resemble each other.
 *
 * @param phrasings German ones for each entry and decline entry; a third as many English ones
 */
export function cutKnowledge(knowledge: KnowledgeBase, phrasings: number): KnowledgeBase {
  const cut = <T extends { readonly questions: Questions }>(entry: T): T => ({
    ...entry,
    questions: {
      de: spread(entry.questions.de, phrasings),
      en: spread(entry.questions.en, Math.ceil(phrasings / 3)),
    },
  })
  return { ...knowledge, entries: knowledge.entries.map(cut), declines: knowledge.declines.map(cut) }
}

function spread(texts: readonly string[], count: number): readonly string[] {
  if (texts.length <= count) return texts
  return Array.from({ length: count }, (_, i) => texts[Math.floor((i * texts.length) / count)] ?? '')
}
