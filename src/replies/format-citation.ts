import type { Citation, Language } from '../knowledge/types.ts'

/** A citation in words: notice, section, paragraph, item of a list. */
export function formatCitation({ notice, section, paragraph, item }: Citation, language: Language): string {
  const words =
    language === 'de'
      ? { section: 'Abschnitt', paragraph: 'Absatz', item: 'Punkt' }
      : { section: 'section', paragraph: 'paragraph', item: 'item' }
  const place = section === undefined ? [] : [`${words.section} ${section}`]
  const point = item === undefined ? [] : [`${words.item} ${item}`]
  return [notice, ...place, `${words.paragraph} ${paragraph}`, ...point].join(', ')
}
