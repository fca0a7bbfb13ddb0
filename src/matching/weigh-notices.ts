import { lexicalNoticeWeights, semanticNoticeWeights } from './constants.ts'
import type { NoticeWeights } from './constants.ts'
import { noticeProbability } from './match.ts'
import type { Evidence, NoticeMatch } from './match.ts'
import { softmax } from './softmax.ts'
import { utility } from './weigh-evidence.ts'

/** One notice's evidence under the names of the weights that it is multiplied by. */
export type NoticeTerms = Readonly<Record<keyof NoticeWeights, number>>

/** However little a notice seems to have for a query, it stays in the running. */
const leastFound = Math.exp(-6)

/** The terms of a notice's utility; its probabilities may have been weighed already. */
export function noticeTermsOf({ hits, none, subject }: NoticeMatch): NoticeTerms {
  const found = 1 - none / noticeProbability({ hits, none })
  const highest = (of: (evidence: Evidence) => number) =>
    Math.max(0, ...hits.map(({ evidence }) => of(evidence)))
  return {
    similarity: highest(({ similarity }) => similarity),
    passage: highest(({ passage }) => passage),
    passageMeaning: highest(({ passageMeaning }) => passageMeaning),
    subject,
    found: Math.log(Math.max(found, leastFound)),
  }
}

export const noticeTermNames = Object.keys(semanticNoticeWeights) as readonly (keyof NoticeWeights)[]

/**
 * Each notice was judged as if there were no other. Multiplies its probabilities by that of the query being about it, so that those of
 * all notices sum up to 1: a mixture of experts (Jacobs et al., "Adaptive Mixtures of Local Experts", 1991) whose gate is a conditional logit.
 */
export function weighNotices(matches: readonly NoticeMatch[], hasMeanings: boolean): NoticeMatch[] {
  const weights = hasMeanings ? semanticNoticeWeights : lexicalNoticeWeights
  const utilities = matches.map((match) => utility(noticeTermNames, noticeTermsOf(match), weights))
  const shares = softmax(Float64Array.from(utilities))
  return matches.map((match, i) => withShare(match, shares[i] ?? 0))
}

const withShare = (match: NoticeMatch, share: number): NoticeMatch => ({
  ...match,
  none: match.none * share,
  hits: match.hits.map((hit) => ({ ...hit, score: hit.score * share })),
})
