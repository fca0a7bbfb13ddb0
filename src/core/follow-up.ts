import { sharesPassage } from '../knowledge/shares-passage.ts'
import type { FaqEntry } from '../knowledge/types.ts'
import type { JudgedQuery } from './judge-queries.ts'

/** "Zeigen Sie das noch einmal", "again, please". */
const again = /\b(?:noch ?mal|noch einmal|nochmals|wiederhol\w*|again|repeat)\b/i

/**
 * True if nothing but the answer that a question follows would be quoted, and only because the question follows it. Whoever asks for
 * it in words of their own, or asks to see it again, gets it once more.
 */
export function isRepeat({ query, matched, decision }: JudgedQuery, topic: FaqEntry | undefined): boolean {
  if (topic === undefined || decision.kind !== 'match' || !sharesPassage(topic, decision.entry)) return false
  const own = query.background.text === '' ? query.text : `${query.background.text} ${query.text}`
  return matched !== query.text && matched !== own && !again.test(query.text)
}
