import type { Vector } from './feature-space.ts'
import { softmax } from './softmax.ts'

/**
 * Multinomial logistic regression over the entries, trained on their example questions: it learns which features
 * tell entries apart, which similarity to single phrasings can't (docs/quality.md says what that adds).
 *
 * The weights of a feature for all classes are a row. Where there would be more than `maxWeights` of them, several features
 * share one (feature hashing, Weinberger et al., ICML 2009), so that memory is bounded whatever the size of the knowledge.
 */
export interface Classifier<W extends Float32Array | Float16Array = Float16Array> {
  /** How many weights a row has: at least one for each class. */
  readonly columns: number
  readonly weights: W
}

/**
 * Probability of each of the classes that are asked for, in their order, as if there were no others.
 *
 * @param among numbers of classes
 */
export function classify(classifier: Classifier, vector: Vector, among: Int32Array): Float64Array {
  return softmax(scoreAmong(classifier, toRows(classifier, vector), among))
}

/** The vector with the numbers of its features' rows in their place. */
export function toRows(
  { columns, weights }: Classifier<Float32Array | Float16Array>,
  vector: Vector,
): Vector {
  const rows = weights.length / columns
  return { features: vector.features.map((feature) => feature % rows), weights: vector.weights }
}

/** @param vector with rows for features */
export function scoreAmong(
  { columns, weights }: Classifier<Float32Array | Float16Array>,
  vector: Vector,
  among: Int32Array,
): Float64Array {
  const scores = new Float64Array(among.length)
  for (let k = 0; k < vector.features.length; k++) {
    const start = (vector.features[k] ?? 0) * columns
    const value = vector.weights[k] ?? 0
    for (let i = 0; i < among.length; i++)
      scores[i] = (scores[i] ?? 0) + value * (weights[start + (among[i] ?? 0)] ?? 0)
  }
  return scores
}
