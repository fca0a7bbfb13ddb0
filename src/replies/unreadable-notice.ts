import { sentences } from './sentences.ts'
import type { Reply } from './types.ts'

/** Said once, in both languages, to a person whose encrypted message the bot could not read. */
export function unreadableNotice(): Reply {
  const { de, en } = sentences.unreadable
  return {
    language: 'de',
    blocks: [
      { type: 'paragraph', content: [de] },
      { type: 'paragraph', content: [en] },
    ],
  }
}
