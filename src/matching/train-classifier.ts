import { toRows } from './classifier.ts'
import type { Classifier } from './classifier.ts'
import { epochs, learningRate } from './constants.ts'
import type { Vector } from './feature-space.ts'
import { softmax } from './softmax.ts'
import { TrainedWeights } from './trained-weights.ts'
import type { Scores } from './trained-weights.ts'

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
 * 2010) in a fixed shuffled order, so that the same examples always give the same classifier. The steps shrink to nothing, or chance
 * would decide which examples they favour last.
 *
 * @param classes number of classes; labels are 0 .. classes - 1
 * @param features size of the vectors' space
 */
export function trainClassifier(examples: readonly Example[], classes: number, features: number): Classifier {
  const longest = examples.reduce((most, { vector }) => Math.max(most, vector.features.length), 0)
  const model = new TrainedWeights(classes, features, longest)
  const order = shuffle(examples.map((example) => ({ ...example, vector: toRows(model, example.vector) })))
  const steps = epochs * order.length
  for (let step = 0; step < steps; step++) {
    const example = order[step % order.length]
    if (example) learn(model, example, learningRate * (1 - step / steps) * example.weight)
  }
  return { columns: model.columns, weights: new Float16Array(model.weights) }
}

/** One step of the descent. */
function learn(model: TrainedWeights, { label, vector, rivals }: Example, rate: number): void {
  const own = rivals ? rivals.indexOf(label) : label
  const correct = (scores: Scores) => {
    softmax(scores)
    for (let i = 0; i < scores.length; i++) scores[i] = rate * ((i === own ? 1 : 0) - (scores[i] ?? 0))
  }
  if (rivals) model.descendAmong(vector, rivals, correct)
  else model.descend(vector, correct)
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
