import { sharesPassage } from '../knowledge/shares-passage.ts'
import type { FaqEntry } from '../knowledge/types.ts'
import { languageOf } from '../language/detect-language.ts'
import { minOfferShare, minOfferSimilarity } from '../matching/constants.ts'
import type { NoticeMatch } from '../matching/match.ts'
import type { Matcher } from '../matching/matcher.ts'
import { readUtterance } from './utterance.ts'
import type { Utterance } from './utterance.ts'
import { composeNearest, composeNoMore } from '../replies/compose.ts'
import type { FrameBase } from '../replies/compose.ts'
import type { Outcome } from '../replies/types.ts'
import { judgeQueries } from './judge-queries.ts'

/** Finds the likeliest entry for a question whose answers so far did not help. */
export function offerOther(
  utterance: Utterance,
  rejected: readonly string[] | 'all',
  matcher: Matcher,
  base: FrameBase,
): Outcome {
  const reading = readUtterance(utterance)
  const frame = { ...base, language: languageOf(reading.words) }
  const noMore: Outcome = { kind: 'decline', entry: undefined, open: [], reply: composeNoMore(frame) }
  if (rejected === 'all') return noMore
  const given = base.knowledge.entries.filter(({ id }) => rejected.includes(id))
  const [next] = judgeQueries(matcher, reading, 'direct')
    .flatMap(({ match }) => match.flatMap((one) => othersNear(one, given)))
    .toSorted((a, b) => b.score - a.score)
  if (next === undefined) return noMore
  const reply = composeNearest([next.entry], frame, 'otherNearest')
  return { kind: 'suggest', suggestions: [next.entry], isChoice: false, open: [], reply }
}

/** The entries of a notice that remain likely among what is near, once the given ones are known to be wrong. */
function othersNear({ hits, none }: NoticeMatch, given: readonly FaqEntry[]) {
  const others = hits.filter(
    ({ target, evidence }) =>
      evidence.similarity >= minOfferSimilarity &&
      (target.kind === 'decline' || !given.some((one) => sharesPassage(one, target.entry))),
  )
  const left = others.reduce((sum, { score }) => sum + score, none)
  return others.flatMap(({ target, score }) =>
    target.kind === 'entry' && score >= left * minOfferShare ? [{ entry: target.entry, score }] : [],
  )
}
