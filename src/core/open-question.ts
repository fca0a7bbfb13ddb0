import { minOfferSimilarity } from '../matching/constants.ts'
import { saysNothing } from '../matching/decide.ts'
import type { Consideration } from './consider.ts'
import type { OpenQuestion, OpenReason } from '../replies/types.ts'

/** What can be said about unanswered questions without repeating them. */
export const openQuestions = (considered: readonly Consideration[]): readonly OpenQuestion[] =>
  considered.filter(({ decision }) => decision.kind !== 'match').map(toOpenQuestion)

function toOpenQuestion(consideration: Consideration): OpenQuestion {
  const reason = reasonOf(consideration)
  return { reason, nearest: reason === 'vague' ? undefined : nearestEntry(consideration) }
}

function reasonOf({ decision, match }: Consideration): OpenReason {
  if (decision.kind === 'ambiguous') return 'ambiguous'
  if (decision.kind === 'abstention' && decision.gap) return 'named'
  if (saysNothing(match)) return 'vague'
  const best = match.hits.find(({ target }) => target.kind === 'entry')
  return best !== undefined && best.score > match.none ? 'uncertain' : 'unrelated'
}

function nearestEntry({ match }: Consideration): string | undefined {
  const near = match.hits.find(
    ({ target, evidence }) => target.kind === 'entry' && evidence.similarity >= minOfferSimilarity,
  )
  return near?.target.entry.id
}
