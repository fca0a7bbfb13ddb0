import { maxPostings } from './constants.ts'
import type { Vector } from './feature-space.ts'

/** A phrasing that resembles the query. */
export interface PhrasingHit {
  /** Position in the list that was indexed. */
  readonly phrasing: number
  /** Cosine similarity of the vectors, 0..1. */
  readonly score: number
}

/**
 * Inverted index of the example questions: the phrasings of all features in one array, those of feature f from
 * `starts[f]` up to `starts[f + 1]`.
 */
export interface PhrasingIndex {
  /** How many phrasings there are. */
  readonly count: number
  readonly starts: Int32Array
  readonly phrasings: Uint16Array | Uint32Array
  readonly weights: Float16Array
}

/** @param features how many features the vectors' space has */
export function createPhrasingIndex(vectors: readonly Vector[], features: number): PhrasingIndex {
  const starts = new Int32Array(features + 1)
  for (const vector of vectors) for (const f of vector.features) starts[f + 1] = (starts[f + 1] ?? 0) + 1
  for (let f = 0; f < features; f++) starts[f + 1] = (starts[f + 1] ?? 0) + (starts[f] ?? 0)

  const size = starts[features] ?? 0
  const postings = {
    count: vectors.length,
    starts,
    phrasings: vectors.length > 0xffff ? new Uint32Array(size) : new Uint16Array(size),
    weights: new Float16Array(size),
  }
  const next = starts.slice()
  vectors.forEach((vector, phrasing) => {
    vector.features.forEach((f, i) => {
      const at = next[f] ?? 0
      next[f] = at + 1
      postings.phrasings[at] = phrasing
      postings.weights[at] = vector.weights[i] ?? 0
    })
  })
  return postings
}

/**
 * The phrasings most similar to the query, best first. Features with more than `maxPostings` postings are skipped
 * (index elimination, Manning, Raghavan and Schütze, "Introduction to Information Retrieval", 7.1.2), which bounds
 * the time per query whatever the collection's size.
 */
export function createPhrasingSearch(index: PhrasingIndex): (query: Vector, limit: number) => PhrasingHit[] {
  // One array for all queries, since it would be the most part of what each leaves to be collected.
  const scores = new Float64Array(index.count)
  return (query, limit) => {
    scores.fill(0)
    accumulate(scores, query, index)
    return best(scores, limit)
  }
}

function accumulate(
  scores: Float64Array,
  query: Vector,
  { starts, phrasings, weights }: PhrasingIndex,
): void {
  query.features.forEach((f, i) => {
    const start = starts[f] ?? 0
    const end = starts[f + 1] ?? 0
    if (end - start > maxPostings) return
    const weight = query.weights[i] ?? 0
    for (let at = start; at < end; at++) {
      const phrasing = phrasings[at] ?? 0
      scores[phrasing] = (scores[phrasing] ?? 0) + weight * (weights[at] ?? 0)
    }
  })
}

/** Of equal ones the first. */
function best(scores: Float64Array, limit: number): PhrasingHit[] {
  const hits: PhrasingHit[] = []
  for (let phrasing = 0; phrasing < scores.length; phrasing++) {
    const score = scores[phrasing] ?? 0
    if (score <= 0 || (hits.length === limit && score <= (hits[limit - 1]?.score ?? 0))) continue
    let place = hits.length
    while (place > 0 && (hits[place - 1]?.score ?? 0) < score) place--
    hits.splice(place, 0, { phrasing, score })
    if (hits.length > limit) hits.pop()
  }
  return hits
}
