import type { KnowledgeBase } from './types.ts'

/** Keeps the knowledge of some notices alone, with the declines that go for every notice; where none are named, all of it. */
export function amongNotices(knowledge: KnowledgeBase, ids: readonly string[] | undefined): KnowledgeBase {
  if (ids === undefined) return knowledge
  const belongs = (notice: string | undefined) => notice === undefined || ids.includes(notice)
  return {
    ...knowledge,
    notices: knowledge.notices.filter(({ id }) => belongs(id)),
    entries: knowledge.entries.filter(({ notice }) => belongs(notice)),
    declines: knowledge.declines.filter(({ notice }) => belongs(notice)),
  }
}
