import type { Analysis } from '../language/analyzer.ts'
import { maxCompared, maxRivals, maxSimilar } from './constants.ts'
import { coverageByTarget } from './coverage.ts'
import { classifyByBoth } from './ensemble.ts'
import type { SentenceVector } from '../language/encoder/sentence-encoder.ts'
import type { Vector } from './feature-space.ts'
import { extractFeatures, toVector } from './feature-space.ts'
import { fuseScores } from './fuse-scores.ts'
import type { Evidence, Hit, Target } from './match.ts'
import type { Meanings, NoticeIndex } from './matching-index.ts'
import type { Phrasing } from './targets.ts'
import type { PhrasingHit } from './phrasing-index.ts'
import { cosines, denseVector } from './sentence-vectors.ts'

/** One notice, ready to be searched. */
export interface SearchableNotice {
  readonly targets: readonly Target[]
  readonly phrasings: readonly Phrasing[]
  readonly index: NoticeIndex
  readonly search: (query: Vector, limit: number) => PhrasingHit[]
}

export type Candidate = Omit<Hit, 'score'>

/**
 * Gathers the evidence for each entry of a notice that a query may be about.
 *
 * @param meaning the query's sentence vector, if there is a sentence encoder
 */
export function gatherEvidence(
  analysis: Analysis,
  meaning: SentenceVector | undefined,
  notice: SearchableNotice,
): Candidate[] {
  const { targets, phrasings, index, search } = notice
  const query = toVector(extractFeatures(analysis), index.space)
  const closest = closestPhrasings(analysis.text, search(query, maxSimilar), phrasings)
  const among = Int32Array.from(targets.length <= maxRivals ? targets.keys() : closest.keys())
  const probabilities = classifyByBoth(index.ensemble, query, among)
  const coverage = coverageByTarget(analysis.words, index.users, targets.length)
  const similarityToQuery = similarityTo(query)
  const meant = meaning && index.meanings && meaningsOf(meaning, index.meanings, among)
  return Array.from(among, (t, i) => {
    const target = targets[t] as Target
    const near = closest.get(t) ?? { question: target.entry.questions.de[0] ?? '', similarity: 0, tokens: 0 }
    const evidence: Evidence = {
      classifier: logarithm(probabilities[i]),
      similarity: near.similarity,
      tokens: near.tokens,
      coverage: coverage[t] ?? 0,
      passage: similarityToQuery(index.passages[t]),
      meaning: logarithm(meant ? meant.probabilities[i] : 1),
      passageMeaning: meant?.passages[t] ?? 0,
    }
    return { target, question: near.question, evidence }
  })
}

/** Keeps logarithms finite, and one missing word from ruling an entry out. */
const leastProbability = Math.exp(-12)
const logarithm = (probability = 0) => Math.log(Math.max(probability, leastProbability))

type Closeness = Pick<Evidence, 'similarity' | 'tokens'> & { readonly question: string }

/** For each target that a similar phrasing asks for: the most similar one, and the best of their token scores. */
function closestPhrasings(
  query: string,
  similar: readonly PhrasingHit[],
  phrasings: readonly Phrasing[],
): Map<number, Closeness> {
  const found = similar.flatMap(({ phrasing, score }) => {
    const { text, target } = phrasings[phrasing] ?? {}
    return text === undefined || target === undefined ? [] : [{ text, target, similarity: score }]
  })
  const scores = fuseScores(
    query,
    found.slice(0, maxCompared).map(({ text }) => text),
  )
  const closest = new Map<number, Closeness>()
  found.forEach(({ target, text, similarity }, i) => {
    const best = closest.get(target) ?? { question: text, similarity, tokens: 0 }
    closest.set(target, { ...best, tokens: Math.max(best.tokens, scores[i] ?? 0) })
  })
  return closest
}

const meaningsOf = (query: SentenceVector, { ensemble, passages }: Meanings, among: Int32Array) => ({
  probabilities: classifyByBoth(ensemble, denseVector(query), among),
  passages: cosines(passages, query),
})

/** Cosine similarity to a vector, both being of unit length. */
function similarityTo({ features, weights }: Vector): (other: Vector | undefined) => number {
  const weightOf = new Map(Array.from(features, (feature, i) => [feature, weights[i] ?? 0]))
  return (other) => {
    let sum = 0
    other?.features.forEach((feature, i) => {
      sum += (weightOf.get(feature) ?? 0) * (other.weights[i] ?? 0)
    })
    return sum
  }
}
