import { maxPostings } from './constants.ts'
import type { Features } from './features.ts'

/** A phrasing that resembles the query. */
export interface PhrasingHit {
  /** Position in the list that was indexed. */
  readonly phrasing: number
  /** Cosine similarity of the feature vectors, 0..1. */
  readonly score: number
}

/** Inverted index of the example questions. */
export interface PhrasingIndex {
  /** The phrasings most similar to the query, best first. */
  search(query: Features, limit: number): PhrasingHit[]
}

interface Postings {
  readonly phrasings: number[]
  readonly weights: number[]
}

/**
 * Features with more than `maxPostings` postings are skipped (index elimination, Manning, Raghavan and Schütze,
 * "Introduction to Information Retrieval", 7.1.2), which bounds the time per query whatever the collection's size.
 */
export function createPhrasingIndex(phrasings: readonly Features[]): PhrasingIndex {
  const index = new Map<string, Postings>()
  phrasings.forEach((features, phrasing) => {
    for (const [name, weight] of features) {
      const postings = index.get(name) ?? { phrasings: [], weights: [] }
      index.set(name, postings)
      if (postings.phrasings.length > maxPostings) continue
      postings.phrasings.push(phrasing)
      postings.weights.push(weight)
    }
  })
  return { search: (query, limit) => best(accumulate(query, index), limit) }
}

function accumulate(query: Features, index: ReadonlyMap<string, Postings>): Map<number, number> {
  const scores = new Map<number, number>()
  for (const [name, weight] of query) {
    const postings = index.get(name)
    if (!postings || postings.phrasings.length > maxPostings) continue
    postings.phrasings.forEach((phrasing, i) => {
      scores.set(phrasing, (scores.get(phrasing) ?? 0) + weight * (postings.weights[i] ?? 0))
    })
  }
  return scores
}

function best(scores: ReadonlyMap<number, number>, limit: number): PhrasingHit[] {
  return [...scores]
    .map(([phrasing, score]) => ({ phrasing, score }))
    .sort((a, b) => b.score - a.score || a.phrasing - b.phrasing)
    .slice(0, limit)
}
