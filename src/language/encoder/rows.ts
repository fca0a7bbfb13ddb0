import type { Rows } from './matrix-products.ts'

/** Small enough to change nothing, and large enough to keep rows without variance finite. */
const epsilon = 1e-12

/** Each row with mean 0 and variance 1, then stretched and shifted by what was learnt for each column. */
export function normalizeLayer(rows: Rows, gain: Float32Array, shift: Float32Array): Rows {
  const { count, columns } = rows
  const values = new Float32Array(count * columns)
  for (let row = 0; row < count; row++) {
    const start = row * columns
    const { mean, deviation } = spread(rows.values.subarray(start, start + columns))
    for (let i = 0; i < columns; i++) {
      const standard = ((rows.values[start + i] ?? 0) - mean) / deviation
      values[start + i] = standard * (gain[i] ?? 0) + (shift[i] ?? 0)
    }
  }
  return { count, columns, values }
}

function spread(values: Float32Array): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return { mean, deviation: Math.sqrt(variance + epsilon) }
}

/** Each row together with its neighbours, `width` rows from `left` before it on; beyond the sentence there are zeros. */
export function window({ count, columns, values }: Rows, width: number, left: number): Rows {
  const wide = new Float32Array(count * columns * width)
  for (let row = 0; row < count; row++) {
    const first = Math.max(0, row - left)
    const end = Math.min(count, row - left + width)
    const start = (row * width + (first - row + left)) * columns
    wide.set(values.subarray(first * columns, end * columns), start)
  }
  return { count, columns: columns * width, values: wide }
}

export function add(a: Rows, b: Rows): Rows {
  return { ...a, values: a.values.map((value, i) => value + (b.values[i] ?? 0)) }
}

export function rectify(rows: Rows): Rows {
  return { ...rows, values: rows.values.map((value) => Math.max(0, value)) }
}
