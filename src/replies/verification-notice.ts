import { inLanguage } from '../knowledge/in-language.ts'
import type { Bilingual } from '../knowledge/types.ts'
import { sentences } from './sentences.ts'
import type { Reply } from './types.ts'

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
  const { de, en } = sentenceFor[reason]
  const name = contact?.name ?? sentences.operators
  return {
    language: 'de',
    blocks: [
      { type: 'paragraph', content: [de.replace('{contact}', () => name.de)] },
      { type: 'paragraph', content: [en.replace('{contact}', () => inLanguage(name, 'en'))] },
    ],
  }
}
