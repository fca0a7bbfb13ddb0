import type { Vector } from './feature-space.ts'
import type { SentenceEncoder, SentenceVector } from '../language/encoder/sentence-encoder.ts'

/** The vectors of several texts, one after the other. An empty text has only zeros. */
export interface SentenceVectors {
  /** How many numbers a vector has. */
  readonly dimensions: number
  readonly values: Int8Array
  /** How long each vector is. */
  readonly lengths: Float32Array
}

export function encodeAll(texts: readonly string[], encoder: SentenceEncoder): SentenceVectors {
  const vectors = texts.map((text) => (text === '' ? undefined : encoder.encode(text)))
  const dimensions = vectors.find((vector) => vector !== undefined)?.length ?? 0
  const values = new Int8Array(texts.length * dimensions)
  vectors.forEach((vector, i) => {
    if (vector) values.set(vector, i * dimensions)
  })
  const lengths = Float32Array.from(vectors, (vector) => (vector === undefined ? 0 : lengthOf(vector)))
  return { dimensions, values, lengths }
}

export const vectorAt = ({ dimensions, values }: SentenceVectors, i: number): SentenceVector =>
  values.subarray(i * dimensions, (i + 1) * dimensions)

/** The vector for a classifier: of unit length, each of its numbers a feature. */
export function denseVector(vector: SentenceVector): Vector {
  const length = lengthOf(vector) || 1
  return {
    features: new Int32Array(vector.length).map((_, i) => i),
    weights: new Float32Array(vector).map((value) => value / length),
  }
}

/** Cosine of a vector with each of several; 0 for one that has only zeros. */
export function cosines(
  { dimensions, values, lengths }: SentenceVectors,
  vector: SentenceVector,
): Float32Array {
  const length = lengthOf(vector)
  // A loop by number: it runs for every number of every vector.
  return lengths.map((other, i) => {
    if (other === 0) return 0
    let product = 0
    for (let k = 0; k < dimensions; k++) product += (values[i * dimensions + k] ?? 0) * (vector[k] ?? 0)
    return product / (other * length)
  })
}

/** The mean direction of several vectors, not of unit length. */
export function centerOf(vectors: readonly SentenceVector[]): Float32Array {
  const center = new Float32Array(vectors[0]?.length ?? 0)
  for (const vector of vectors) {
    const length = lengthOf(vector) || 1
    for (let k = 0; k < center.length; k++)
      center[k] = (center[k] ?? 0) + (vector[k] ?? 0) / (length * vectors.length)
  }
  return center
}

/** How far a vector lies from the middle of several centers towards each of them, -2..2; 0 where there is only one. */
export function towardsCenters(vector: SentenceVector, centers: readonly Float32Array[]): number[] {
  const middle = Float32Array.from(centers[0] ?? [], (_, k) => mean(centers.map((center) => center[k] ?? 0)))
  const length = lengthOf(vector) || 1
  const away = Float32Array.from(vector, (value, k) => value / length - (middle[k] ?? 0))
  return centers.map((center) => {
    const direction = center.map((value, k) => value - (middle[k] ?? 0))
    return product(away, direction) / (lengthOf(direction) || 1)
  })
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const product = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0)

function lengthOf(vector: SentenceVector | Float32Array): number {
  let sum = 0
  for (const value of vector) sum += value * value
  return Math.sqrt(sum)
}
