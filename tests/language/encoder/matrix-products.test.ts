import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Matrix } from '../../../src/language/encoder/encoder-file.ts'
import { createProducts } from '../../../src/language/encoder/matrix-products.ts'
import type { Rows } from '../../../src/language/encoder/matrix-products.ts'

/** The product as its definition says, without rounding. */
function naiveProduct(
  rows: Rows,
  { inputs, outputs, weights, scales }: Matrix,
  bias?: Float32Array,
): number[] {
  return Array.from({ length: rows.count * outputs }, (_, place) => {
    const [row, output] = [Math.floor(place / outputs), place % outputs]
    const terms = Array.from(
      { length: inputs },
      (_, i) => (rows.values[row * inputs + i] ?? 0) * (weights[output * inputs + i] ?? 0),
    )
    return terms.reduce((sum, term) => sum + term, 0) * (scales[output] ?? 0) + (bias?.[output] ?? 0)
  })
}

function matrixOf(inputs: number, outputs: number, weight: (i: number) => number): Matrix {
  const weights = Int8Array.from({ length: inputs * outputs }, (_, i) => weight(i))
  return {
    inputs,
    outputs,
    weights,
    scales: Float32Array.from({ length: outputs }, (_, i) => 0.01 + i / 1000),
  }
}

function rowsOf(count: number, columns: number, value: (i: number) => number): Rows {
  return { count, columns, values: Float32Array.from({ length: count * columns }, (_, i) => value(i)) }
}

/** Rounding to 16 bits moves each number by half a step at most, and a sum by as much for each unit of its weights. */
function expectClose(product: Rows, exact: readonly number[], tolerance: number): void {
  expect(product.values).toHaveLength(exact.length)
  product.values.forEach((value, i) => {
    expect(Math.abs(value - (exact[i] ?? NaN))).toBeLessThanOrEqual(tolerance)
  })
}

describe('products with a matrix', () => {
  it('are what the definition says, for any number of rows and outputs', () => {
    const size = fc.record({
      count: fc.integer({ min: 1, max: 9 }),
      eights: fc.integer({ min: 1, max: 6 }),
      outputs: fc.integer({ min: 1, max: 7 }),
      seed: fc.integer({ min: 1, max: 1000 }),
    })
    fc.assert(
      fc.property(size, ({ count, eights, outputs, seed }) => {
        const inputs = eights * 8
        const matrix = matrixOf(inputs, outputs, (i) => ((i * seed * 37) % 255) - 127)
        const rows = rowsOf(count, inputs, (i) => Math.sin(i * seed))
        const bias = Float32Array.from({ length: outputs }, (_, i) => i - 2)
        const product = createProducts()(matrix)
        expectClose(product(rows, bias), naiveProduct(rows, matrix, bias), 0.02)
      }),
      { numRuns: 60 },
    )
  })

  it('of rows together with their neighbours have zeros beyond the first and the last', () => {
    const size = fc.record({
      count: fc.integer({ min: 1, max: 9 }),
      width: fc.integer({ min: 2, max: 5 }),
      left: fc.integer({ min: 0, max: 1 }),
    })
    fc.assert(
      fc.property(size, ({ count, width, left }) => {
        const matrix = matrixOf(8 * width, 3, (i) => ((i * 37) % 255) - 127)
        const rows = rowsOf(count, 8, (i) => Math.sin(i))
        const joined = rowsOf(count, 8 * width, (i) => {
          const row = Math.floor(i / (8 * width)) - left + (Math.floor(i / 8) % width)
          return row < 0 ? 0 : (rows.values[row * 8 + (i % 8)] ?? 0)
        })
        expectClose(createProducts()(matrix)(rows, undefined, left), naiveProduct(joined, matrix), 0.02)
      }),
      { numRuns: 60 },
    )
  })

  it('with several matrices do not disturb each other', () => {
    const place = createProducts()
    const matrices = [1, 2, 3].map((factor) => matrixOf(512, 256, (i) => ((i * factor) % 19) - 9))
    const products = matrices.map(place)
    const rows = rowsOf(5, 512, (i) => Math.cos(i))
    products.forEach((product, i) => {
      expectClose(product(rows), naiveProduct(rows, matrices[i] ?? matrixOf(8, 1, () => 0)), 0.05)
    })
  })

  it('do not overflow where all numbers and weights are as large as can be', () => {
    const matrix = matrixOf(1280, 2, () => 127)
    const rows = rowsOf(4, 1280, () => 1000)
    const exact = naiveProduct(rows, matrix)
    createProducts()(matrix)(rows).values.forEach((value, i) => {
      expect(value / (exact[i] ?? NaN)).toBeCloseTo(1, 3)
    })
  })

  it('of zeros are the bias', () => {
    const product = createProducts()(matrixOf(8, 2, () => 5))
    expect([
      ...product(
        rowsOf(1, 8, () => 0),
        Float32Array.of(3, 4),
      ).values,
    ]).toEqual([3, 4])
  })

  it('are refused for sizes that the kernel cannot multiply', () => {
    const place = createProducts()
    expect(() => place(matrixOf(12, 1, () => 1))).toThrow('size')
    expect(() => place(matrixOf(8, 3000, () => 1))).toThrow('size')
    const product = place(matrixOf(512, 1, () => 1))
    expect(() => product(rowsOf(200, 512, () => 1))).toThrow('rows')
  })
})
