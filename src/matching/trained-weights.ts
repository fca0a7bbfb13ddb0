import { reserve } from '../webassembly/instantiate.ts'
import { scoreAmong } from './classifier.ts'
import type { Classifier } from './classifier.ts'
import { maxWeights } from './constants.ts'
import type { Vector } from './feature-space.ts'
import { createRowSums, lane, stepBytes } from './row-sums.ts'

const numberBytes = 4
const stepNumbers = stepBytes / numberBytes

/** One for each class. */
export type Scores = Float32Array | Float64Array

/** A classifier while it is trained; the steps of training are smaller than what 16 bits tell apart. Vectors have rows for features. */
export class TrainedWeights implements Classifier<Float32Array> {
  readonly columns: number
  readonly weights: Float32Array
  readonly #kernel = createRowSums()
  /** Steps and a row are in the kernel's memory before the weights. */
  readonly #addresses: Int32Array
  readonly #factors: Float32Array
  readonly #row: Float32Array
  readonly #scores: Float32Array

  /** @param longest how many features a vector has at most */
  constructor(classes: number, features: number, longest: number) {
    this.columns = Math.ceil(classes / lane) * lane
    const rows = Math.min(features, Math.floor(maxWeights / this.columns))
    const { memory } = this.#kernel
    const steps = longest * stepNumbers
    reserve(memory, (steps + this.columns * (1 + rows)) * numberBytes)
    this.#addresses = new Int32Array(memory.buffer, 0, steps)
    this.#factors = new Float32Array(memory.buffer, 0, steps)
    this.#row = new Float32Array(memory.buffer, steps * numberBytes, this.columns)
    this.#scores = this.#row.subarray(0, classes)
    this.weights = new Float32Array(memory.buffer, (steps + this.columns) * numberBytes, rows * this.columns)
  }

  /**
   * Scores all classes, lets `correct` turn the scores into corrections in place, and adds to the weights of each of the vector's
   * features its number times the corrections.
   */
  descend(vector: Vector, correct: (scores: Scores) => void): void {
    const { length } = vector.features
    if (length === 0) return
    const { byteOffset, byteLength } = this.#row
    this.#writeSteps(vector, byteLength)
    this.#row.fill(0)
    this.#kernel.addRows(0, length * stepBytes, byteOffset, byteLength, 1)
    correct(this.#scores)
    this.#kernel.addRows(0, length * stepBytes, byteOffset, byteLength, 0)
  }

  /** Scores and corrects only some of the classes, which are given by their numbers. */
  descendAmong(vector: Vector, among: Int32Array, correct: (scores: Scores) => void): void {
    const { columns, weights } = this
    const corrections = scoreAmong(this, vector, among)
    correct(corrections)
    for (let k = 0; k < vector.features.length; k++) {
      const start = (vector.features[k] ?? 0) * columns
      const value = vector.weights[k] ?? 0
      for (let i = 0; i < among.length; i++) {
        const cell = start + (among[i] ?? 0)
        weights[cell] = (weights[cell] ?? 0) + value * (corrections[i] ?? 0)
      }
    }
  }

  #writeSteps({ features, weights }: Vector, rowBytes: number): void {
    for (let k = 0; k < features.length; k++) {
      this.#addresses[k * stepNumbers] = this.weights.byteOffset + (features[k] ?? 0) * rowBytes
      this.#factors[k * stepNumbers + 1] = weights[k] ?? 0
    }
  }
}
