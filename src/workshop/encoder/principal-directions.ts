import type { NumberArray } from './array-file.ts'

/** The subspace stands still in the third decimal well before. */
const passes = 30

/**
 * Directions at right angles in which vectors differ most, found by orthogonal iteration (Golub and Van Loan, "Matrix Computations", 7.3).
 * Projected onto them, a vector loses only what is nearly the same in all.
 *
 * @returns one row for each number of a vector, one column for each direction
 */
export function principalDirections(vectors: readonly Float32Array[], count: number): NumberArray {
  const size = vectors[0]?.length ?? 0
  const products = sumOfProducts(vectors, size)
  let directions = Array.from({ length: count }, (_, i) => unitVector(size, i))
  for (let pass = 0; pass < passes; pass++) {
    directions = orthonormal(directions).map((direction) =>
      Float64Array.from(products, (row) => dot(row, direction)),
    )
  }
  const values = new Float32Array(size * count)
  orthonormal(directions).forEach((direction, column) => {
    direction.forEach((value, row) => {
      values[row * count + column] = value
    })
  })
  return { shape: [size, count], values }
}

const unitVector = (size: number, place: number) =>
  Float64Array.from({ length: size }, (_, i) => (i === place ? 1 : startNoise(i, place)))

/** Small numbers that keep the first directions from lying at right angles to what they are to find. */
const startNoise = (i: number, place: number) => Math.sin((i + 1) * (place + 2)) / 10

function sumOfProducts(vectors: readonly Float32Array[], size: number): readonly Float64Array[] {
  const sums = Array.from({ length: size }, () => new Float64Array(size))
  for (const vector of vectors) {
    sums.forEach((row, i) => {
      const factor = vector[i] ?? 0
      for (let k = 0; k < size; k++) row[k] = (row[k] ?? 0) + factor * (vector[k] ?? 0)
    })
  }
  return sums
}

/** Gram–Schmidt: takes from each what points where those before it do, and gives the rest the length 1. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const found: Float64Array[] = []
  for (const vector of vectors) {
    const rest = vector.slice()
    for (const one of found) {
      const along = dot(rest, one)
      for (let i = 0; i < rest.length; i++) rest[i] = (rest[i] ?? 0) - along * (one[i] ?? 0)
    }
    const length = Math.sqrt(dot(rest, rest)) || 1
    found.push(rest.map((value) => value / length))
  }
  return found
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}
