import { sentences } from './sentences.ts'
import type { Reply } from './types.ts'

const sentenceFor = {
  unsupported: sentences.verificationUnsupported,
  interrupted: sentences.verificationInterrupted,
} as const

/** Said in both languages to a person whose verification of the bot came to nothing. */
export function verificationNotice(reason: keyof typeof sentenceFor): Reply {
  const { de, en } = sentenceFor[reason]
  return {
    language: 'de',
    blocks: [
      { type: 'paragraph', content: [de] },
      { type: 'paragraph', content: [en] },
    ],
  }
}
