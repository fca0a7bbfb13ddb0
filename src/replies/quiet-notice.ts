import type { Bilingual, Language } from '../knowledge/types.ts'
import { sentences } from './sentences.ts'
import type { Reply } from './types.ts'

const paragraph = (language: Language, sentence: Required<Bilingual>): Reply => ({
  language,
  blocks: [{ type: 'paragraph', content: [sentence[language]] }],
})

/** Says for how long the bot keeps silent; 0 minutes end the silence. */
export function quietNotice({ language, minutes }: { language: Language; minutes: number }): Reply {
  if (minutes === 0) return paragraph(language, sentences.backAgain)
  const duration = formatDuration(minutes)
  return paragraph(language, {
    de: sentences.quiet.de.replace('{duration}', duration.de),
    en: sentences.quiet.en.replace('{duration}', duration.en),
  })
}

export const quietRefusal = (language: Language): Reply => paragraph(language, sentences.onlySupport)

function formatDuration(minutes: number): Required<Bilingual> {
  const [size, de, en] =
    minutes % 1_440 === 0
      ? [1_440, ['Tag', 'Tage'], ['day', 'days']]
      : minutes % 60 === 0
        ? [60, ['Stunde', 'Stunden'], ['hour', 'hours']]
        : [1, ['Minute', 'Minuten'], ['minute', 'minutes']]
  const number = minutes / size
  const form = number === 1 ? 0 : 1
  return { de: `${number} ${de[form] ?? ''}`, en: `${number} ${en[form] ?? ''}` }
}
