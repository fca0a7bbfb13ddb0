import type { SentenceEncoder } from '../language/encoder/sentence-encoder.ts'

/** The vectors of several texts, one after the other. An empty text has only zeros. */
export interface SentenceVectors {
  /** Length of one vector. */
  readonly dimensions: number
  readonly values: Float16Array
}

export function encodeAll(texts: readonly string[], encoder: SentenceEncoder): SentenceVectors {
  const vectors = texts.map((text) => (text === '' ? undefined : encoder.encode(text)))
  const dimensions = vectors.find((vector) => vector !== undefined)?.length ?? 0
  const values = new Float16Array(texts.length * dimensions)
  vectors.forEach((vector, i) => {
    if (vector) values.set(vector, i * dimensions)
  })
  return { dimensions, values }
}

/** Cosine of a vector with each of several, all of length 1. */
export function cosines({ dimensions, values }: SentenceVectors, vector: Float32Array): Float32Array {
  const count = dimensions === 0 ? 0 : values.length / dimensions
  const products = new Float32Array(count)
  for (let i = 0; i < count; i++) {
    let product = 0
    for (let k = 0; k < dimensions; k++) product += (values[i * dimensions + k] ?? 0) * (vector[k] ?? 0)
    products[i] = product
  }
  return products
}
