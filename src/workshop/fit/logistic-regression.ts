import { softmax } from '../../matching/softmax.ts'

/** A sparse vector: numbers of features, ascending or not, and their values. */
export interface SparseExample {
  readonly label: number
  readonly features: readonly number[]
  readonly values: readonly number[]
}

/** Passes over the examples. From 8 to 30 the results hardly differ. */
const epochs = 16
const rate = 0.5
/** Strength of the pull towards zero; ten times as much or a third of it costs a little. */
const pull = 3e-5
/** Keeps the first steps finite. */
const smallest = 1e-6

/**
 * Trains multinomial logistic regression by AdaGrad (Duchi et al., JMLR 2011) with L2 regularisation and takes the average of the weights
 * in the second half of the passes, so that probabilities can be relied upon, not only their order. The order of the examples is fixed.
 *
 * @returns for each feature the weights of the classes, side by side
 */
export function trainLogisticRegression(
  examples: readonly SparseExample[],
  classes: number,
  features: number,
): Float64Array {
  const weights = new Float64Array(features * classes)
  const squares = new Float64Array(features * classes).fill(smallest)
  const sums = new Float64Array(features * classes)
  const order = spread(examples)
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const example of order) step(example, weights, squares, classes)
    if (epoch >= epochs / 2) weights.forEach((weight, i) => (sums[i] = (sums[i] ?? 0) + weight))
  }
  return sums.map((sum) => sum / (epochs / 2))
}

function step(
  { label, features, values }: SparseExample,
  weights: Float64Array,
  squares: Float64Array,
  classes: number,
): void {
  const errors = errorsOf(label, features, values, weights, classes)
  features.forEach((feature, i) => {
    errors.forEach((error, c) => {
      const place = feature * classes + c
      const weight = weights[place] ?? 0
      const gradient = error * (values[i] ?? 0) + pull * weight
      squares[place] = (squares[place] ?? 0) + gradient ** 2
      weights[place] = weight - (rate * gradient) / Math.sqrt(squares[place])
    })
  })
}

/** By how much the probability of each class is too high. */
function errorsOf(
  label: number,
  features: readonly number[],
  values: readonly number[],
  weights: Float64Array,
  classes: number,
): Float64Array {
  const scores = Float64Array.from({ length: classes }, (_, c) =>
    features.reduce((sum, feature, i) => sum + (weights[feature * classes + c] ?? 0) * (values[i] ?? 0), 0),
  )
  return softmax(scores).map((probability, c) => probability - (c === label ? 1 : 0))
}

/** Neighbours in a file are alike; so each pass takes every so-many-th example, by a step that shares no divisor with their number. */
function spread<T>(items: readonly T[]): T[] {
  let stride = Math.max(1, Math.floor(items.length * goldenRatio))
  while (greatestDivisor(stride, items.length) > 1) stride++
  return items.map((_, i) => items[(i * stride) % items.length] as T)
}

const goldenRatio = 0.618
const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b))
