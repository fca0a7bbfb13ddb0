import { epochs, learningDecay, learningRate, maxRest, maxWeights, minCorrection } from './constants.ts'
import type { Vector } from './feature-space.ts'
import { softmax } from './softmax.ts'

/**
 * Multinomial logistic regression over the entries, trained on their example questions: it learns which features
 * tell entries apart, which similarity to single phrasings can't (docs/quality.md says what that adds).
 *
 * The weights of a feature for all classes stand side by side. Where there would be more than `maxWeights` of them, several
 * share a place (feature hashing, Weinberger et al., ICML 2009), so that memory is bounded whatever the size of the knowledge.
 */
export interface Classifier {
  readonly classes: number
  readonly weights: Float16Array
}

/** The same while it is trained; steps are smaller than what 16 bits tell apart. */
interface Model {
  readonly classes: number
  readonly weights: Float32Array
}

export interface Example {
  /** Number of the class. */
  readonly label: number
  readonly vector: Vector
  /** How much it counts: 1 on average, and less in a class that has many, so that none wins by their number. */
  readonly weight: number
  /** The classes that the example is told apart from, its own among them; where missing, all classes. */
  readonly rivals?: Int32Array
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
  const model: Model = { classes, weights: new Float32Array(Math.min(features * classes, maxWeights)) }
  const order = shuffle(examples)
  const rests = new Uint8Array(order.length)
  const due = new Uint8Array(order.length)
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = learningRate / (1 + learningDecay * epoch)
    order.forEach((example, i) => {
      if ((due[i] ?? 0) > epoch) return
      const certain = learn(model, example, rate * example.weight)
      rests[i] = certain ? Math.min(2 * (rests[i] ?? 0) + 1, maxRest) : 0
      due[i] = epoch + 1 + (rests[i] ?? 0)
    })
  }
  return { classes, weights: Float16Array.from(model.weights) }
}

/**
 * Probability of each of the classes that are asked for, in their order, as if there were no others.
 *
 * @param among numbers of classes; where missing, all
 */
export function classify(model: Classifier | Model, vector: Vector, among?: Int32Array): Float64Array {
  const scores = new Float64Array(among ? among.length : model.classes)
  const { classes, weights } = model
  for (let k = 0; k < vector.features.length; k++) {
    const start = ((vector.features[k] ?? 0) * classes) % weights.length
    const value = vector.weights[k] ?? 0
    if (among === undefined && start + classes <= weights.length) {
      // Most of the time of training is spent here, so nothing is looked up that is known.
      for (let c = 0; c < classes; c++) scores[c] = (scores[c] ?? 0) + value * (weights[start + c] ?? 0)
      continue
    }
    for (let i = 0; i < scores.length; i++) {
      const weight = weights[cellOf(start, among ? (among[i] ?? 0) : i, weights)] ?? 0
      scores[i] = (scores[i] ?? 0) + value * weight
    }
  }
  return softmax(scores)
}

/** Where the weight of a class stands, if those of the feature begin at `start`. A remainder would take most of the time of training. */
const cellOf = (start: number, c: number, { length }: ArrayLike<number>) =>
  start + c < length ? start + c : start + c - length

/** One step of the descent. Returns whether no class was far enough off to be corrected. */
function learn(model: Model, { label, vector, rivals }: Example, rate: number): boolean {
  const { classes, weights } = model
  const probabilities = classify(model, vector, rivals)
  let certain = true
  for (let i = 0; i < probabilities.length; i++) {
    const c = rivals ? (rivals[i] ?? 0) : i
    const error = (c === label ? 1 : 0) - (probabilities[i] ?? 0)
    if (Math.abs(error) < minCorrection) continue
    certain = false
    for (let k = 0; k < vector.features.length; k++) {
      const cell = cellOf(((vector.features[k] ?? 0) * classes) % weights.length, c, weights)
      weights[cell] = (weights[cell] ?? 0) + rate * error * (vector.weights[k] ?? 0)
    }
  }
  return certain
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
