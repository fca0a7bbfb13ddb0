import { inLanguage } from '../knowledge/in-language.ts'
import type { Bilingual, Language } from '../knowledge/types.ts'
import { sentences } from './sentences.ts'
import type { Block, Reply } from './types.ts'

const sentenceFor = {
  comparing: sentences.verificationComparing,
  unsupported: sentences.verificationUnsupported,
  interrupted: sentences.verificationInterrupted,
} as const satisfies Record<string, Bilingual>

/** Said in both languages to a person who verifies the bot: with whom to compare, or that it came to nothing. */
export function verificationNotice(
  reason: keyof typeof sentenceFor,
  { contact }: { readonly contact?: { readonly name: Bilingual } | undefined },
): Reply {
  const name = contact?.name ?? sentences.operators
  const said = (language: Language): Block => ({
    type: 'paragraph',
    content: [sentenceFor[reason][language], ...(reason === 'comparing' ? [inLanguage(name, language)] : [])],
  })
  return { language: 'de', blocks: [said('de'), said('en')] }
}
