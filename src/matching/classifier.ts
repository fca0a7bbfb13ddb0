import { epochs, learningDecay, learningRate, maxRest, minCorrection, minWeight } from './constants.ts'
import type { Vector } from './feature-space.ts'
import { softmax } from './softmax.ts'

/**
 * Multinomial logistic regression over the entries, trained on their example questions: it learns which features
 * tell entries apart, which similarity to single phrasings can't (docs/quality.md says what that adds).
 *
 * Only weights that matter are kept, one in fifteen: those of feature f from `starts[f]` up to `starts[f + 1]`.
 */
export interface Classifier {
  readonly classes: number
  readonly starts: Int32Array
  /** Number of the class that a weight speaks for. */
  readonly labels: Uint16Array
  readonly weights: Float16Array
}

/** What is trained: a feature's weights for all classes side by side, so that memory is read in order. */
interface Matrix {
  readonly classes: number
  readonly weights: Float32Array
}

export interface Example {
  /** Number of the class. */
  readonly label: number
  readonly vector: Vector
}

/**
 * Trains by stochastic gradient descent (Bottou, "Large-Scale Machine Learning with Stochastic Gradient Descent",
 * 2010) in a fixed shuffled order, so that the same examples always give the same classifier. Examples that are
 * classified with certainty rest for a growing number of passes, which halves the time and changes nothing else.
 *
 * @param classes number of classes; labels are 0 .. classes - 1
 * @param features size of the vectors' space
 */
export function trainClassifier(examples: readonly Example[], classes: number, features: number): Classifier {
  const model: Matrix = { classes, weights: new Float32Array(features * classes) }
  const order = shuffle(examples)
  const rests = new Uint8Array(order.length)
  const due = new Uint8Array(order.length)
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = learningRate / (1 + learningDecay * epoch)
    order.forEach((example, i) => {
      if ((due[i] ?? 0) > epoch) return
      const certain = learn(model, example, rate)
      rests[i] = certain ? Math.min(2 * (rests[i] ?? 0) + 1, maxRest) : 0
      due[i] = epoch + 1 + (rests[i] ?? 0)
    })
  }
  return prune(model, features)
}

/** Probability of each class, in the order of their numbers. */
export function classify(
  { classes, starts, labels, weights }: Classifier,
  { features, weights: values }: Vector,
): Float64Array {
  const scores = new Float64Array(classes)
  for (let k = 0; k < features.length; k++) {
    const feature = features[k] ?? 0
    const value = values[k] ?? 0
    const end = starts[feature + 1] ?? 0
    for (let at = starts[feature] ?? 0; at < end; at++) {
      const c = labels[at] ?? 0
      scores[c] = (scores[c] ?? 0) + value * (weights[at] ?? 0)
    }
  }
  return softmax(scores)
}

/** By magnitude (Han et al., "Learning both Weights and Connections for Efficient Neural Networks", NIPS 2015), without retraining. */
function prune({ classes, weights }: Matrix, features: number): Classifier {
  const matters = (weight: number) => Math.abs(weight) >= minWeight
  const size = weights.reduce((count, weight) => (matters(weight) ? count + 1 : count), 0)
  const kept = {
    classes,
    starts: new Int32Array(features + 1),
    labels: new Uint16Array(size),
    weights: new Float16Array(size),
  }
  let at = 0
  weights.forEach((weight, cell) => {
    if (cell % classes === 0) kept.starts[cell / classes] = at
    if (!matters(weight)) return
    kept.labels[at] = cell % classes
    kept.weights[at++] = weight
  })
  kept.starts[features] = at
  return kept
}

/** One step of the descent. Returns whether no class was far enough off to be corrected. */
function learn(model: Matrix, { label, vector }: Example, rate: number): boolean {
  const { classes, weights } = model
  const probabilities = classifyByMatrix(model, vector)
  let certain = true
  for (let c = 0; c < classes; c++) {
    const error = (c === label ? 1 : 0) - (probabilities[c] ?? 0)
    if (Math.abs(error) < minCorrection) continue
    certain = false
    for (let k = 0; k < vector.features.length; k++) {
      const cell = (vector.features[k] ?? 0) * classes + c
      weights[cell] = (weights[cell] ?? 0) + rate * error * (vector.weights[k] ?? 0)
    }
  }
  return certain
}

function classifyByMatrix({ classes, weights }: Matrix, { features, weights: values }: Vector): Float64Array {
  const scores = new Float64Array(classes)
  for (let k = 0; k < features.length; k++) {
    const base = (features[k] ?? 0) * classes
    const value = values[k] ?? 0
    for (let c = 0; c < classes; c++) scores[c] = (scores[c] ?? 0) + value * (weights[base + c] ?? 0)
  }
  return softmax(scores)
}

/** Fisher-Yates with a fixed linear congruential generator: the order matters to the descent, chance must not. */
function shuffle<T>(items: readonly T[]): T[] {
  const shuffled = [...items]
  let state = 1
  for (let i = shuffled.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const j = state % (i + 1)
    ;[shuffled[i], shuffled[j]] = [shuffled[j] as T, shuffled[i] as T]
  }
  return shuffled
}
