import { classify } from './classifier.ts'
import type { Classifier } from './classifier.ts'
import type { Vector } from './feature-space.ts'
import { trainClassifier } from './train-classifier.ts'
import type { Example } from './train-classifier.ts'

/**
 * Two classifiers: one sees every decline entry as a class of its own, the other all of them as one. Alone, the
 * first lets an answer win over many declines that share the probability between them, and the second blurs what
 * people ask nearby.
 */
export interface Ensemble {
  /** The first so many classes answer; the others decline. */
  readonly answering: number
  readonly single: Classifier
  readonly collective: Classifier
}

export interface EnsembleSize {
  /** Number of classes; labels are 0 .. classes - 1. */
  readonly classes: number
  /** The first so many classes answer; the others decline. */
  readonly answering: number
  /** Size of the vectors' space. */
  readonly features: number
}

export function trainEnsemble(
  examples: readonly Example[],
  { classes, answering, features }: EnsembleSize,
): Ensemble {
  const merged = examples.map(({ label, vector, weight, rivals }) => ({
    label: Math.min(label, answering),
    vector,
    weight,
    ...(rivals && { rivals: collectively(rivals, answering) }),
  }))
  return {
    answering,
    single: trainClassifier(examples, classes, features),
    collective: trainClassifier(merged, Math.min(classes, answering + 1), features),
  }
}

/**
 * Mean probability of each of the classes that are asked for, in their order, as if there were no others.
 *
 * @param among numbers of classes
 */
export function classifyByBoth(
  { answering, single, collective }: Ensemble,
  query: Vector,
  among: Int32Array,
): Float64Array {
  const own = classify(single, query, among)
  const merged = collectively(among, answering)
  const shared = classify(collective, query, merged)
  const byClass = new Map(Array.from(merged, (c, i) => [c, shared[i] ?? 0]))
  const declines = own.reduce((sum, p, i) => ((among[i] ?? 0) < answering ? sum : sum + p), 0)
  return own.map((p, i) => {
    const c = among[i] ?? 0
    const other = c < answering ? byClass.get(c) : ((byClass.get(answering) ?? 0) * p) / (declines || 1)
    return (p + (other ?? 0)) / 2
  })
}

const collectively = (classes: Int32Array, answering: number) =>
  Int32Array.from(new Set(Array.from(classes, (c) => Math.min(c, answering))))
