import type { SentenceEncoder, SentenceVector } from '../language/encoder/sentence-encoder.ts'

/** The vectors of several texts, one after the other. An empty text has only zeros. */
export interface SentenceVectors {
  /** How many numbers a vector has. */
  readonly dimensions: number
  readonly values: Int8Array
}

export function encodeAll(texts: readonly string[], encoder: SentenceEncoder): SentenceVectors {
  const vectors = texts.map((text) => (text === '' ? undefined : encoder.encode(text)))
  const dimensions = vectors.find((vector) => vector !== undefined)?.length ?? 0
  const values = new Int8Array(texts.length * dimensions)
  vectors.forEach((vector, i) => {
    if (vector) values.set(vector, i * dimensions)
  })
  return { dimensions, values }
}

/** Cosine of a vector with each of several; 0 for one that has only zeros. */
export function cosines({ dimensions, values }: SentenceVectors, vector: SentenceVector): Float32Array {
  const count = dimensions === 0 ? 0 : values.length / dimensions
  const found = new Float32Array(count)
  const length = Math.sqrt(squareSum(vector, 0, vector.length))
  // Loops by number: they run for every number of every vector.
  for (let i = 0; i < count; i++) {
    const start = i * dimensions
    let [product, squares] = [0, 0]
    for (let k = 0; k < dimensions; k++) {
      const value = values[start + k] ?? 0
      product += value * (vector[k] ?? 0)
      squares += value * value
    }
    found[i] = squares === 0 ? 0 : product / (Math.sqrt(squares) * length)
  }
  return found
}

function squareSum(values: Int8Array, start: number, end: number): number {
  let sum = 0
  for (let i = start; i < end; i++) sum += (values[i] ?? 0) ** 2
  return sum
}
