// Loops by number: these run for every number of every piece, where calling a function for each takes half of the time.
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
  let [sum, squares] = [0, 0]
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0
  const mean = sum / values.length
  for (let i = 0; i < values.length; i++) squares += ((values[i] ?? 0) - mean) ** 2
  return { mean, deviation: Math.sqrt(squares / values.length + epsilon) }
}

export function add(a: Rows, b: Rows): Rows {
  const values = new Float32Array(a.values.length)
  for (let i = 0; i < values.length; i++) values[i] = (a.values[i] ?? 0) + (b.values[i] ?? 0)
  return { ...a, values }
}

export function rectify(rows: Rows): Rows {
  const values = new Float32Array(rows.values.length)
  for (let i = 0; i < values.length; i++) values[i] = Math.max(0, rows.values[i] ?? 0)
  return { ...rows, values }
}

/** The sum of all rows. */
export function sumRows({ count, columns, values }: Rows): Rows {
  const sum = new Float32Array(columns)
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < columns; i++) sum[i] = (sum[i] ?? 0) + (values[row * columns + i] ?? 0)
  }
  return { count: 1, columns, values: sum }
}
