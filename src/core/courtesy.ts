import { toPhrase } from '../language/words.ts'
import type { Outcome } from '../replies/types.ts'
import { parseSmallTalk } from './small-talk.ts'
import type { SmallTalkMeant } from './small-talk.ts'

/** In characters; a courtesy is short. */
const longestOpening = 60

/**
 * "Danke, ich probiere das aus": who opens with a courtesy and asks for nothing that is known to be missing is not told that nothing was
 * found.
 */
export function courtesyOf(text: string, outcome: Outcome): SmallTalkMeant | undefined {
  if (outcome.kind !== 'decline' && outcome.kind !== 'suggest') return undefined
  const decline = outcome.kind === 'decline' ? outcome.entry : undefined
  if (decline !== undefined && decline.smallTalk !== true && decline.vague !== true) return undefined
  const [opening = ''] = text.slice(0, longestOpening).split(/[,.!;:\n]/, 1)
  const said = parseSmallTalk(toPhrase(opening))
  return said?.answer === 'welcome' || said?.answer === 'glad' ? said : undefined
}
