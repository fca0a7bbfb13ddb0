import type { Analysis, Word } from '../text/analyzer.ts'
import { characterNgrams } from '../text/ngrams.ts'
import { featureWeights, minFrequency, ngramSize } from './constants.ts'
import type { FeatureKind } from './constants.ts'

/** A text as a sparse vector of unit length: the numbers of its known features and their weights. */
export interface Vector {
  readonly features: Int32Array
  readonly weights: Float32Array
}

/** The features of the knowledge, numbered from 0. */
export interface FeatureSpace {
  readonly size: number
  toVector(analysis: Analysis): Vector
}

const kinds = ['word', 'pair', 'concept', 'ngram'] as const satisfies readonly FeatureKind[]

/** Numbers the features of all texts that are indexed, and weighs them by how few of these have them. */
export function createFeatureSpace(analyses: readonly Analysis[]): FeatureSpace {
  const frequencies = new Map<string, number>()
  for (const analysis of analyses) {
    for (const kind of kinds) {
      for (const name of namesOf(kind, analysis)) frequencies.set(name, (frequencies.get(name) ?? 0) + 1)
    }
  }
  const numbers = new Map<string, number>()
  for (const [name, frequency] of frequencies) if (frequency >= minFrequency) numbers.set(name, numbers.size)
  const idf = (name: string) => Math.log(1 + analyses.length / (frequencies.get(name) ?? 1))
  return { size: numbers.size, toVector: (analysis) => toVector(analysis, numbers, idf) }
}

/**
 * What is compared of a text: its stems (with corrected spellings and parts of compounds), pairs of stems next to
 * each other or with one between, concepts, and character n-grams within words. A name begins with its kind, so that kinds don't collide.
 */
function namesOf(kind: FeatureKind, { words, concepts }: Analysis): Set<string> {
  switch (kind) {
    case 'word':
      return new Set(words.flatMap(stemsOf).map((stem) => `w${stem}`))
    case 'pair':
      return new Set([...pairs(words, 1), ...pairs(words, 2)])
    case 'concept':
      return new Set([...concepts].map((concept) => `c${concept}`))
    case 'ngram':
      return new Set(words.flatMap((word) => characterNgrams(word.text, ngramSize)).map((gram) => `n${gram}`))
  }
}

const pairs = (words: readonly Word[], distance: number) =>
  words.slice(distance).map((word, i) => `p${distance}${words[i]?.stem ?? ''} ${word.stem}`)

const stemsOf = (word: Word): readonly string[] =>
  word.status === 'corrected' ? word.expansions : [word.stem, ...word.expansions]

/**
 * Scales each kind to its own weight, so that a hundred n-grams don't count for more than five words, and the whole
 * to unit length, so that a long text doesn't count for more than a short one. Features that the knowledge doesn't
 * know are left out of the vector but not of its length: they make the text less similar to everything.
 */
function toVector(
  analysis: Analysis,
  numbers: ReadonlyMap<string, number>,
  idf: (name: string) => number,
): Vector {
  const features: number[] = []
  const weights: number[] = []
  let total = 0
  for (const kind of kinds) {
    const weighed = [...namesOf(kind, analysis)].map((name) => [numbers.get(name), idf(name)] as const)
    const length = Math.hypot(...weighed.map(([, weight]) => weight))
    if (length === 0) continue
    total += featureWeights[kind] ** 2
    for (const [number, weight] of weighed) {
      if (number === undefined) continue
      features.push(number)
      weights.push((featureWeights[kind] * weight) / length)
    }
  }
  const unit = Math.sqrt(total) || 1
  return {
    features: Int32Array.from(features),
    weights: Float32Array.from(weights, (weight) => weight / unit),
  }
}
