import { sentences } from './sentences.ts'
import type { Reply } from './types.ts'

/** Said once, in both languages, when questions come faster than the bot is allowed to answer. */
export function limitNotice(): Reply {
  const { de, en } = sentences.tooMany
  return {
    language: 'de',
    blocks: [
      { type: 'paragraph', content: [de] },
      { type: 'paragraph', content: [en] },
    ],
  }
}
