import type { Bilingual, Language } from '../knowledge/types.ts'
import { sentences } from './sentences.ts'
import type { Block } from './types.ts'

/** What the configuration says about the processing of personal data. */
export interface PrivacyFacts {
  /** How long ids of handled messages are kept, in hours. */
  readonly retentionHours: number
  /** How old a message may be to be answered after an outage, in hours. */
  readonly maxAgeHours: number
}

/** What is processed and kept, from the real configuration. */
export function privacyBlocks(facts: PrivacyFacts, language: Language): readonly Block[] {
  const fill = (sentence: Bilingual) =>
    sentence[language]
      .replace('{retention}', hours(facts.retentionHours, language))
      .replace('{age}', hours(facts.maxAgeHours, language))
  return [
    { type: 'paragraph', content: [sentences.privacy[language]] },
    {
      type: 'list',
      ordered: false,
      items: [
        sentences.privacyReading,
        sentences.privacyText,
        sentences.privacyIds,
        sentences.privacyCounts,
        sentences.privacyLogs,
        sentences.privacyKeys,
        sentences.privacyDeleting,
      ].map(fill),
    },
  ]
}

function hours(number: number, language: Language): string {
  const shown = number.toLocaleString(language)
  if (language === 'de') return `${shown} ${number === 1 ? 'Stunde' : 'Stunden'}`
  return `${shown} ${number === 1 ? 'hour' : 'hours'}`
}
