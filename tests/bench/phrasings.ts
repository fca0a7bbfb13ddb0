import type { KnowledgeBase } from '../../src/knowledge/types.ts'
import type { Phrasing } from './peer-process.ts'

/** All example questions, those of the declines too, as search libraries index them. */
export function toPhrasings({ entries, declines }: Pick<KnowledgeBase, 'entries' | 'declines'>): Phrasing[] {
  const languages = ['de', 'en'] as const
  return [...entries, ...declines].flatMap(({ id, questions }) =>
    languages.flatMap((language) => questions[language].map((text) => ({ entry: id, language, text }))),
  )
}
