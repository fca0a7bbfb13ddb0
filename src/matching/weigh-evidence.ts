import { softmax } from './softmax.ts'
import { lexicalWeights, semanticWeights } from './constants.ts'
import type { Weights } from './constants.ts'
import type { Candidate } from './gather-evidence.ts'
import type { NoticeMatch } from './match.ts'

/** One option's evidence under the names of the weights that it is multiplied by. */
export type Terms = Readonly<Record<keyof Weights, number>>

/**
 * Turns evidence into probabilities: a conditional logit (McFadden 1974) in which the entries found and "none of
 * them" compete, each with a utility that is linear in its evidence.
 *
 * @param unknown share of the query's content words that the notice does not know, 0..1
 * @param written how many phrasings an entry of the notice has on average
 */
export function weighEvidence(
  candidates: readonly Candidate[],
  unknown: number,
  written: number,
  hasMeanings: boolean,
): Pick<NoticeMatch, 'hits' | 'none'> {
  const weights = hasMeanings ? semanticWeights : lexicalWeights
  const utilities = termsOf(candidates, unknown, written).map((terms) => utility(termNames, terms, weights))
  const probabilities = softmax(Float64Array.from(utilities))
  const hits = candidates
    .map((candidate, i) => ({ ...candidate, score: probabilities[i] ?? 0 }))
    .sort((a, b) => b.score - a.score)
  return { hits, none: probabilities[candidates.length] ?? 1 }
}

/** The terms of each candidate's utility, and at the end those of "none of them". */
export function termsOf(candidates: readonly Candidate[], unknown: number, written: number): Terms[] {
  const declines = candidates.filter(({ target }) => target.kind === 'decline').length
  const highest = (of: (candidate: Candidate) => number) => Math.max(0, ...candidates.map(of))
  return [
    ...candidates.map(({ target, evidence }) => ({
      ...nothing,
      ...pick(evidence),
      classifierWritten: evidence.classifier * Math.log(written),
      ...(target.kind === 'decline'
        ? { decline: 1, declines: Math.log(declines), declineWritten: Math.log(written) }
        : {}),
    })),
    {
      ...nothing,
      none: 1,
      unknown,
      nearest: highest(({ evidence }) => evidence.similarity),
      size: Math.log(candidates.length + 1),
    },
  ]
}

const pick = ({ classifier, tokens, passage, meaning, passageMeaning }: Candidate['evidence']) => ({
  classifier,
  tokens,
  passage,
  meaning,
  passageMeaning,
})

const nothing: Terms = {
  classifier: 0,
  tokens: 0,
  passage: 0,
  meaning: 0,
  passageMeaning: 0,
  classifierWritten: 0,
  decline: 0,
  declines: 0,
  declineWritten: 0,
  none: 0,
  unknown: 0,
  nearest: 0,
  size: 0,
}

export const termNames = Object.keys(nothing) as readonly (keyof Weights)[]

/** A sum of terms, each multiplied by the weight of its name. */
export const utility = <Name extends string>(
  names: readonly Name[],
  terms: Readonly<Record<Name, number>>,
  weights: Readonly<Record<Name, number>>,
): number => names.reduce((sum, name) => sum + terms[name] * weights[name], 0)
