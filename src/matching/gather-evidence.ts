import type { Analysis } from '../language/analyzer.ts'
import { maxCompared, maxRivals, maxSimilar } from './constants.ts'
import { classifyByBoth } from './ensemble.ts'
import type { SentenceVector } from '../language/encoder/sentence-encoder.ts'
import type { Vector } from './feature-space.ts'
import { extractFeatures, toVector } from './feature-space.ts'
import { fuseScores } from './fuse-scores.ts'
import type { Evidence, Hit, Target } from './match.ts'
import type { NoticeIndex, Phrasing } from './matching-index.ts'
import type { PhrasingHit } from './phrasing-index.ts'
import { cosines } from './sentence-vectors.ts'

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
  const among = targets.length <= maxRivals ? targets.keys() : closest.keys()
  const competing = [...among]
  const probabilities = classifyByBoth(index.ensemble, query, Int32Array.from(competing))
  const meanings = meaning && meaningsOf(meaning, notice)
  return competing.map((t, i) => {
    const target = targets[t] as Target
    const near = closest.get(t) ?? { question: target.entry.questions.de[0] ?? '', similarity: 0, tokens: 0 }
    const evidence: Evidence = {
      classifier: Math.log(Math.max(probabilities[i] ?? 0, leastProbability)),
      similarity: near.similarity,
      tokens: near.tokens,
      passage: similarityOf(query, index.passages[t]),
      meaning: meanings?.phrasings[t] ?? 0,
      passageMeaning: meanings?.passages[t] ?? 0,
    }
    return { target, question: near.question, evidence }
  })
}

/** Keeps logarithms finite, and one missing word from ruling an entry out. */
const leastProbability = Math.exp(-12)

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

function similarityOf({ features, weights }: Vector, other: Vector | undefined): number {
  if (other === undefined) return 0
  let sum = 0
  features.forEach((feature, i) => {
    const at = other.features.indexOf(feature)
    if (at >= 0) sum += (weights[i] ?? 0) * (other.weights[at] ?? 0)
  })
  return sum
}

/** For each target the closest of its phrasings, and its quotes. */
function meaningsOf(query: SentenceVector, { targets, phrasings, index }: SearchableNotice) {
  if (index.meanings === undefined) return undefined
  const best = new Float32Array(targets.length)
  cosines(index.meanings.phrasings, query).forEach((cosine, i) => {
    const target = phrasings[i]?.target ?? 0
    best[target] = Math.max(best[target] ?? 0, cosine)
  })
  return { phrasings: best, passages: cosines(index.meanings.passages, query) }
}
