import type { Citation, Language } from '../knowledge/types.ts'

/** A citation in words, as short as a phone needs it: notice, section, paragraph, item of a list. */
export function formatCitation({ notice, section, paragraph, item }: Citation, language: Language): string {
  const words =
    language === 'de' ? { paragraph: 'Absatz', item: 'Punkt' } : { paragraph: 'paragraph', item: 'item' }
  const title = section === undefined ? notice : `${notice}: ${section}`
  const point = item === undefined ? [] : [`${words.item} ${item}`]
  return [title, `${words.paragraph} ${paragraph}`, ...point].join(', ')
}
