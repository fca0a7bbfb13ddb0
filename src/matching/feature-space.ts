import { stemsOf } from '../language/analyzer.ts'
import type { Analysis, AnalyzedWord } from '../language/analyzer.ts'
import { characterNgrams } from '../language/ngrams.ts'
import { featureWeights, ngramSize } from './constants.ts'
import type { FeatureKind } from './constants.ts'
import { createNameTable, numberOf } from './name-table.ts'
import type { NameTable } from './name-table.ts'

/** A text as a sparse vector of unit length: the numbers of its known features and their weights. */
export interface Vector {
  readonly features: Int32Array
  readonly weights: Float32Array
}

/** The features of the knowledge, numbered from 0, with their inverse document frequencies: ln(1 + N / df). */
export interface FeatureSpace {
  readonly names: NameTable
  readonly idf: Float32Array
  /** Of a feature that no text has. */
  readonly unknownIdf: number
}

const kinds = ['word', 'pair', 'concept', 'ngram'] as const satisfies readonly FeatureKind[]

/** The features of one text, by kind, before they are weighed. */
export type FeatureNames = readonly (readonly [FeatureKind, ReadonlySet<string>])[]

export function extractFeatures(analysis: Analysis): FeatureNames {
  return kinds.map((kind) => [kind, namesOf(kind, analysis)])
}

/** Numbers the features of all texts that are indexed, and weighs them by how few of these have them. */
export function createFeatureSpace(texts: readonly FeatureNames[]): FeatureSpace {
  const frequencies = new Map<string, number>()
  for (const text of texts)
    for (const [, names] of text)
      for (const name of names) frequencies.set(name, (frequencies.get(name) ?? 0) + 1)
  return {
    names: createNameTable([...frequencies.keys()]),
    idf: Float32Array.from(frequencies.values(), (frequency) => Math.log(1 + texts.length / frequency)),
    unknownIdf: Math.log(1 + texts.length),
  }
}

/**
 * The features by which texts are compared: their stems (with corrected spellings and parts of compounds), pairs of stems next to
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

const pairs = (words: readonly AnalyzedWord[], distance: number) =>
  words.slice(distance).map((word, i) => `p${distance}${words[i]?.stem ?? ''} ${word.stem}`)

/**
 * Scales each kind to its own weight, so that a hundred n-grams don't count for more than five words, and the whole
 * to unit length, so that a long text doesn't count for more than a short one. Features that the knowledge doesn't
 * know are left out of the vector but not of its length: they make the text less similar to everything.
 */
export function toVector(text: FeatureNames, { names: known, idf, unknownIdf }: FeatureSpace): Vector {
  const features: number[] = []
  const weights: number[] = []
  let total = 0
  for (const [kind, names] of text) {
    const weighed = [...names].map((name) => {
      const number = numberOf(name, known)
      return { number, weight: number === undefined ? unknownIdf : (idf[number] ?? unknownIdf) }
    })
    const length = Math.hypot(...weighed.map(({ weight }) => weight))
    if (length === 0) continue
    total += featureWeights[kind] ** 2
    for (const { number, weight } of weighed) {
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
