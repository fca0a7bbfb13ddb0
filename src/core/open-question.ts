import { minOfferSimilarity } from '../matching/constants.ts'
import { saysNothing } from '../matching/decide.ts'
import { allHits } from '../matching/match.ts'
import type { JudgedQuery } from './judge-queries.ts'
import type { OpenQuestion, OpenReason } from '../replies/types.ts'

/** Describes unanswered questions without repeating their words. */
export const openQuestions = (considered: readonly JudgedQuery[]): readonly OpenQuestion[] =>
  considered.filter(({ decision }) => decision.kind !== 'match').map(toOpenQuestion)

function toOpenQuestion(consideration: JudgedQuery): OpenQuestion {
  const reason = reasonOf(consideration)
  return { reason, nearest: reason === 'vague' ? undefined : nearestEntry(consideration) }
}

function reasonOf({ decision, match }: JudgedQuery): OpenReason {
  if (decision.kind === 'ambiguous') return 'ambiguous'
  if (decision.kind === 'abstention' && decision.decline) return 'named'
  if (match.every(saysNothing)) return 'vague'
  const [likeliest] = match
  const best = likeliest?.hits.find(({ target }) => target.kind === 'entry')
  return likeliest !== undefined && best !== undefined && best.score > likeliest.none
    ? 'uncertain'
    : 'unrelated'
}

function nearestEntry({ match }: JudgedQuery): string | undefined {
  const near = allHits(match).find(
    ({ target, evidence }) => target.kind === 'entry' && evidence.similarity >= minOfferSimilarity,
  )
  return near?.target.entry.id
}
