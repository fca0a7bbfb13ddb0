import { characterNgrams } from '../../language/ngrams.ts'
import { normalize } from '../../language/normalize.ts'
import { toStems } from '../../language/lexicon.ts'

/** A text as features and their weights, of length 1. */
type Vector = ReadonlyMap<string, number>

/** A text of a collection and how much another one resembles it, 0..1. */
interface Near {
  /** Position in the collection. */
  readonly index: number
  readonly similarity: number
}

export interface NearnessIndex {
  /** The most similar texts, the nearest first. `except` leaves the text at that position out. */
  nearest(text: string, limit: number, except?: number): Near[]
}

/** Features of more texts than this tell little and cost most. */
const maxPostings = 300
/** Texts that resemble a text less than this share of the nearest one are left out, as sorting them would take time for nothing. */
const leastShare = 0.2
const ngramSize = 4

/**
 * A plain index of texts by stems and character 4-grams, weighed by inverse document frequency, compared by their cosine. It serves
 * those who write the knowledge, and depends on nothing that is tuned, so that its hints don't change with the answers.
 */
export function createNearnessIndex(texts: readonly string[]): NearnessIndex {
  const features = texts.map(toFeatures)
  const postings = new Map<string, number[]>()
  features.forEach((found, index) => {
    for (const feature of found) {
      const list = postings.get(feature)
      if (list) list.push(index)
      else postings.set(feature, [index])
    }
  })
  const weigh = (found: ReadonlySet<string>): Vector => {
    const weights = [...found].map(
      (feature) =>
        [feature, Math.log(1 + texts.length / ((postings.get(feature)?.length ?? 0) + 0.5))] as const,
    )
    const length = Math.hypot(...weights.map(([, weight]) => weight))
    return new Map(weights.map(([feature, weight]) => [feature, length === 0 ? 0 : weight / length]))
  }
  const vectors = features.map(weigh)
  const sums = new Float64Array(texts.length)
  return {
    nearest: (text, limit, except) => {
      const touched: number[] = []
      for (const [feature, weight] of weigh(toFeatures(text))) {
        const list = postings.get(feature) ?? []
        if (list.length > maxPostings) continue
        for (const index of list) {
          if (index === except) continue
          if (sums[index] === 0) touched.push(index)
          sums[index] = (sums[index] ?? 0) + weight * (vectors[index]?.get(feature) ?? 0)
        }
      }
      const found = touched.map((index) => ({ index, similarity: sums[index] ?? 0 }))
      for (const index of touched) sums[index] = 0
      const least = found.reduce((best, { similarity }) => Math.max(best, similarity), 0) * leastShare
      return found
        .filter(({ similarity }) => similarity >= least)
        .sort((a, b) => b.similarity - a.similarity || a.index - b.index)
        .slice(0, limit)
    },
  }
}

function toFeatures(text: string): ReadonlySet<string> {
  const grams = characterNgrams(normalize(text).replace(/[^\p{L}\p{N}]+/gu, ' '), ngramSize)
  return new Set([...toStems(text).map((stem) => `=${stem}`), ...grams])
}
