import { softmax } from './softmax.ts'
import { evidenceWeights, noneWeights } from './constants.ts'
import type { Evidence, Hit, Match } from './match.ts'

/**
 * Turns evidence into probabilities: a conditional logit (McFadden 1974) in which the entries found and "none of
 * them" compete, each with a utility that is linear in its evidence.
 */
export function weighEvidence(
  candidates: readonly Omit<Hit, 'score'>[],
  { unknown, unknownWords }: Pick<Match, 'unknown' | 'unknownWords'>,
): Match {
  const utilities = [...candidates.map(({ evidence }) => utility(evidence)), utilityOfNone(unknown)]
  const probabilities = softmax(Float64Array.from(utilities))
  const hits = candidates
    .map((candidate, i) => ({ ...candidate, score: probabilities[i] ?? 0 }))
    .sort((a, b) => b.score - a.score)
  return { hits, none: probabilities[candidates.length] ?? 1, unknown, unknownWords }
}

function utility({ classifier, similarity, tokens }: Evidence): number {
  const { classifier: a, similarity: b, tokens: c } = evidenceWeights
  return a * classifier + b * similarity + c * tokens
}

const utilityOfNone = (unknown: number) => noneWeights.bias + noneWeights.unknown * unknown
