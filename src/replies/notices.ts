import { inLanguage } from '../knowledge/in-language.ts'
import type { Bilingual, Language, Notice } from '../knowledge/types.ts'
import { paragraph, say, sayInBoth } from './blocks.ts'
import { formatMinutes } from './format-duration.ts'
import { naming } from './naming.ts'
import { sentences } from './sentences.ts'
import type { Persona, Reply } from './types.ts'

const introductions = {
  direct: sentences.introductionDirect,
  helpdesk: sentences.introductionHelpdesk,
  other: sentences.introductionOther,
  'service-desk': sentences.introductionServiceDesk,
} as const satisfies Record<string, Required<Bilingual>>

/** The kinds of rooms in which the bot behaves differently, and says so when it enters. */
export type Introduced = keyof typeof introductions

/** Said once in each room that the bot enters, in both languages, since nobody has said anything to it there yet. */
export function introduction(
  kind: Introduced,
  { name, notices }: Pick<Persona, 'name'> & { readonly notices: readonly Pick<Notice, 'title'>[] },
): Reply {
  const said = (language: Language) =>
    naming(introductions[kind], notices, language).replace('{name}', () => name)
  const blocks = sayInBoth({
    de: `Guten Tag, hier ist ${name}. ${said('de')}`,
    en: `Hello, this is ${name}. ${said('en')}`,
  })
  return { language: 'de', blocks }
}

/** Said once when questions come faster than the bot is allowed to answer. */
export const limitNotice = (): Reply => ({ language: 'de', blocks: sayInBoth(sentences.tooMany) })

/** Said once to a person whose encrypted message the bot could not read. */
export const unreadableNotice = (): Reply => ({ language: 'de', blocks: sayInBoth(sentences.unreadable) })

/** Said once to a person who sends a direct message that is no text. */
export const textOnlyNotice = (language: Language | undefined): Reply =>
  language === undefined
    ? { language: 'de', blocks: sayInBoth(sentences.textOnly) }
    : { language, blocks: [say(language, sentences.textOnly)] }

/** Said where the answer to a message that somebody deleted has to stay. */
export const answerNotDeletedNotice = (language: Language): Reply => ({
  language,
  blocks: [say(language, sentences.answerNotDeleted)],
})

const verifications = {
  comparing: sentences.verificationComparing,
  unsupported: sentences.verificationUnsupported,
  interrupted: sentences.verificationInterrupted,
} as const satisfies Record<string, Bilingual>

/** Said in both languages to a person who verifies the bot: with whom to compare, or that it came to nothing. */
export function verificationNotice(
  reason: keyof typeof verifications,
  { contact }: { readonly contact?: { readonly name: Bilingual } | undefined },
): Reply {
  const name = contact?.name ?? sentences.operators
  const said = (language: Language) =>
    paragraph(
      verifications[reason][language],
      ...(reason === 'comparing' ? [inLanguage(name, language)] : []),
    )
  return { language: 'de', blocks: [said('de'), said('en')] }
}

/** Says for how long the bot keeps silent; 0 minutes end the silence. */
export function quietNotice({ language, minutes }: { language: Language; minutes: number }): Reply {
  const sentence =
    minutes === 0
      ? sentences.backAgain[language]
      : sentences.quiet[language].replace('{duration}', formatMinutes(minutes, language))
  return { language, blocks: [paragraph(sentence)] }
}

export const quietRefusal = (language: Language): Reply => ({
  language,
  blocks: [say(language, sentences.onlySupport)],
})
