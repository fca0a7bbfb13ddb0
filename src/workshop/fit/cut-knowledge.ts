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

/** One notice of a folder, with what no notice answers. Without its id, the folder has to have one only. */
export function aloneWith(knowledge: KnowledgeBase, notice = knowledge.notices[0]?.id): KnowledgeBase {
  return {
    ...knowledge,
    notices: knowledge.notices.filter(({ id }) => id === notice),
    entries: knowledge.entries.filter((entry) => entry.notice === notice),
    declines: knowledge.declines.filter((entry) => entry.notice === notice || entry.notice === undefined),
  }
}

/** The notices of several folders in one, with the general declines of the first. */
export function joinedKnowledge(folders: readonly KnowledgeBase[]): KnowledgeBase {
  const isOwn = ({ notice }: { readonly notice?: string | undefined }) => notice !== undefined
  return {
    notices: folders.flatMap(({ notices }) => notices),
    entries: folders.flatMap(({ entries }) => entries),
    declines: folders.flatMap(({ declines }, i) => (i === 0 ? declines : declines.filter(isOwn))),
    lexicon: folders.flatMap(({ lexicon }) => lexicon),
  }
}

function spread(texts: readonly string[], count: number): readonly string[] {
  if (texts.length <= count) return texts
  return Array.from({ length: count }, (_, i) => texts[Math.floor((i * texts.length) / count)] ?? '')
}
