import { inLanguage } from '../knowledge/in-language.ts'
import type { Language } from '../knowledge/types.ts'
import { paragraph } from './blocks.ts'
import { sentences } from './sentences.ts'
import type { Block, Contact, Inline } from './types.ts'

/** Names those to ask instead of the bot; empty if the configuration names nobody. */
export const contactBlocks = (contact: Contact | undefined, language: Language): readonly Block[] =>
  contact === undefined ? [] : [paragraph(sentences.ask[language], ...ways(contact, language))]

function ways({ name, url, email }: Contact, language: Language): Inline[] {
  return [
    url === undefined ? inLanguage(name, language) : { text: inLanguage(name, language), href: url },
    ...(email === undefined ? [] : [', ', { text: email, href: `mailto:${email}` }]),
  ]
}
