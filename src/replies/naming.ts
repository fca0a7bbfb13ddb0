import type { Bilingual, Language, Notice } from '../knowledge/types.ts'
import { sentences } from './sentences.ts'

/** A sentence with what the bot can be asked about in the place of `{notices}`: the notice by its title, or all together. */
export function naming(
  sentence: Required<Bilingual>,
  notices: readonly Pick<Notice, 'title'>[],
  language: Language,
): string {
  const [only, ...others] = notices
  const named =
    only === undefined || others.length > 0 ? sentences.ourNotices[language] : inMarks(only.title, language)
  return sentence[language].replace('{notices}', () => named)
}

const inMarks = (text: string, language: Language) => (language === 'de' ? `„${text}“` : `“${text}”`)
