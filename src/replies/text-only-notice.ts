import { sentences } from './sentences.ts'
import type { Reply } from './types.ts'

/** Said once, in both languages, to a person who sends a direct message that is no text. */
export function textOnlyNotice(): Reply {
  const { de, en } = sentences.textOnly
  return {
    language: 'de',
    blocks: [
      { type: 'paragraph', content: [de] },
      { type: 'paragraph', content: [en] },
    ],
  }
}
