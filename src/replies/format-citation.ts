import type { Citation, Language } from '../knowledge/types.ts'

/** A citation in words: notice, section, paragraph. */
export function formatCitation({ notice, section, paragraph }: Citation, language: Language): string {
  const words =
    language === 'de'
      ? { section: 'Abschnitt', paragraph: 'Absatz' }
      : { section: 'section', paragraph: 'paragraph' }
  const place = section === undefined ? [] : [`${words.section} ${section}`]
  return [notice, ...place, `${words.paragraph} ${paragraph}`].join(', ')
}
