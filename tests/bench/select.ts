import type { Judgement } from '../../src/workshop/evaluate/judgement.ts'
import type { LabelledMessage } from '../../src/workshop/evaluate/labelled-message.ts'
import type { Hit } from './measure.ts'

/** A hit answers from this score on; `ambient` for unaddressed messages in rooms. */
export interface MinScores {
  readonly direct: number
  readonly ambient: number
}

/** As a library's documentation leaves it: whatever is found is an answer. */
export const noMinScores: MinScores = { direct: -Infinity, ambient: -Infinity }

export interface Searched {
  readonly message: LabelledMessage
  /** Hits of each query of the message, best first. */
  readonly hits: readonly (readonly Hit[])[]
}

/** Turns a library's hits into an outcome, the simplest way: the best entry of each query, if it is sure enough and an answer. */
export function selectOutcome(
  { message, hits }: Searched,
  minScores: MinScores,
  quotes: ReadonlyMap<string, string>,
): Judgement {
  const ambient = message.context === 'room'
  const minScore = ambient ? minScores.ambient : minScores.direct
  const entries = new Set(
    hits.flatMap(([best]) => (best && best.score >= minScore && quotes.has(best.entry) ? [best.entry] : [])),
  )
  const answers = [...entries].map((entry) => ({ entry, quote: quotes.get(entry) ?? '' }))
  const silent = ambient ? 'ignore' : 'decline'
  return { action: answers.length > 0 ? 'answer' : silent, answers, suggestions: [], evidence: [] }
}
