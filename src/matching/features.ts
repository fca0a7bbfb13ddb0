import type { Analysis, Word } from '../text/analyzer.ts'
import { characterNgrams } from '../text/ngrams.ts'
import { featureWeights, ngramSize } from './constants.ts'
import type { FeatureKind } from './constants.ts'

/** A text as a vector: weight per feature, of unit length. A name begins with its kind: `word:serv`, `ngram:ebex`. */
export type Features = ReadonlyMap<string, number>

export type FeatureSets = Readonly<Record<FeatureKind, ReadonlySet<string>>>

/**
 * What is compared of a text: its stems (with corrected spellings and parts of compounds), pairs of neighbouring
 * stems, concepts, and character n-grams within words.
 */
export function extractFeatures({ words, concepts }: Analysis): FeatureSets {
  return {
    word: named('word', words.flatMap(stemsOf)),
    pair: named(
      'pair',
      words.slice(1).map((word, i) => `${words[i]?.stem ?? ''} ${word.stem}`),
    ),
    concept: named('concept', [...concepts]),
    ngram: named(
      'ngram',
      words.flatMap((word) => characterNgrams(word.text, ngramSize)),
    ),
  }
}

const named = (kind: FeatureKind, members: readonly string[]) =>
  new Set(members.map((member) => `${kind}:${member}`))

const stemsOf = (word: Word): readonly string[] =>
  word.status === 'corrected' ? word.expansions : [word.stem, ...word.expansions]

/**
 * Weighs each kind's features by `idf` and scales the kind to its own weight, so that a hundred n-grams don't count
 * for more than five words; then scales the whole to unit length, so that a long text doesn't count for more.
 */
export function toFeatures(sets: FeatureSets, idf: (feature: string) => number): Features {
  const features = new Map<string, number>()
  for (const kind of ['word', 'pair', 'concept', 'ngram'] as const) {
    const weights = [...sets[kind]].map((name) => [name, idf(name)] as const)
    const length = Math.hypot(...weights.map(([, weight]) => weight)) || 1
    for (const [name, weight] of weights) features.set(name, (featureWeights[kind] * weight) / length)
  }
  const length = Math.hypot(...features.values()) || 1
  return new Map([...features].map(([name, weight]) => [name, weight / length]))
}

/** Inverse document frequency over the sets given: ln(1 + N / df); a feature that none has counts as if one had it. */
export function createIdf(documents: readonly FeatureSets[]): (feature: string) => number {
  const frequencies = new Map<string, number>()
  for (const sets of documents) {
    for (const set of Object.values(sets)) {
      for (const name of set) frequencies.set(name, (frequencies.get(name) ?? 0) + 1)
    }
  }
  return (feature) => Math.log(1 + documents.length / (frequencies.get(feature) ?? 1))
}
