import { describe, expect, it } from 'vitest'
import { principalDirections } from '../../../src/workshop/encoder/principal-directions.ts'

describe('the directions in which vectors differ most', () => {
  it('keep what lies in a plane, and nothing of what is at right angles to it', () => {
    // Sums of (1, 1, 0, 0) and (0, 0, 1, -1) in turn.
    const vectors = [
      [3, 3, 1, -1],
      [1, 1, -2, 2],
      [-2, -2, 1, -1],
    ].map((numbers) => Float32Array.from(numbers))
    const { shape, values } = principalDirections(vectors, 2)
    expect(shape).toEqual([4, 2])
    const project = (vector: ArrayLike<number>) =>
      [0, 1].map((column) =>
        Array.from(vector).reduce((sum, number, row) => sum + number * (values[row * 2 + column] ?? 0), 0),
      )
    for (const vector of vectors) expect(Math.hypot(...project(vector))).toBeCloseTo(Math.hypot(...vector), 4)
    expect(Math.hypot(...project([1, -1, 0, 0]))).toBeCloseTo(0, 4)
  })
})
