import { epochs, learningDecay, learningRate, minCorrection } from './constants.ts'
import type { Features } from './features.ts'

/**
 * Multinomial logistic regression over the entries, trained on their example questions: it learns which words tell
 * entries apart, which similarity to single phrasings can't (see docs/quality.md for what it adds).
 */
export interface Classifier {
  /** Probability of each class, in the order of their numbers. */
  classify(query: Features): Float64Array
}

export interface Example {
  readonly label: number
  readonly features: Features
}

interface Row {
  readonly label: number
  readonly columns: Int32Array
  readonly values: Float32Array
}

/** Weights as one dense matrix, a feature's weights for all classes side by side, which is what makes training fast. */
interface Model {
  readonly classes: number
  readonly columns: ReadonlyMap<string, number>
  readonly weights: Float32Array
}

/**
 * Trains by stochastic gradient descent (Bottou, "Large-Scale Machine Learning with Stochastic Gradient Descent",
 * 2010) in a fixed shuffled order, so that the same examples always give the same classifier.
 *
 * @param classes number of classes; labels are 0 .. classes - 1
 */
export function trainClassifier(examples: readonly Example[], classes: number): Classifier {
  const columns = new Map<string, number>()
  for (const { features } of examples) {
    for (const name of features.keys()) if (!columns.has(name)) columns.set(name, columns.size)
  }
  const model: Model = { classes, columns, weights: new Float32Array(columns.size * classes) }
  const rows = shuffle(examples.map(({ label, features }) => ({ label, ...toRow(features, columns) })))
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = learningRate / (1 + learningDecay * epoch)
    for (const row of rows) correct(model, row, rate)
  }
  return { classify: (query) => predict(model, toRow(query, columns)) }
}

function toRow(features: Features, columns: ReadonlyMap<string, number>): Omit<Row, 'label'> {
  const known = [...features].flatMap(([name, value]) => {
    const column = columns.get(name)
    return column === undefined ? [] : [{ column, value }]
  })
  return {
    columns: Int32Array.from(known, ({ column }) => column),
    values: Float32Array.from(known, ({ value }) => value),
  }
}

function predict({ classes, weights }: Model, { columns, values }: Omit<Row, 'label'>): Float64Array {
  const scores = new Float64Array(classes)
  for (let k = 0; k < columns.length; k++) {
    const base = (columns[k] ?? 0) * classes
    const value = values[k] ?? 0
    for (let c = 0; c < classes; c++) scores[c] = (scores[c] ?? 0) + value * (weights[base + c] ?? 0)
  }
  return softmax(scores)
}

/** Turns scores into probabilities, in place. */
export function softmax(scores: Float64Array): Float64Array {
  const highest = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  let sum = 0
  for (let c = 0; c < scores.length; c++) sum += scores[c] = Math.exp((scores[c] ?? 0) - highest)
  for (let c = 0; c < scores.length; c++) scores[c] = (scores[c] ?? 0) / sum
  return scores
}

function correct(model: Model, row: Row, rate: number): void {
  const { classes, weights } = model
  predict(model, row).forEach((probability, c) => {
    const error = (c === row.label ? 1 : 0) - probability
    if (Math.abs(error) < minCorrection) return
    for (let k = 0; k < row.columns.length; k++) {
      const cell = (row.columns[k] ?? 0) * classes + c
      weights[cell] = (weights[cell] ?? 0) + rate * error * (row.values[k] ?? 0)
    }
  })
}

/** Fisher-Yates with a fixed linear congruential generator: order matters to the descent, chance must not. */
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
