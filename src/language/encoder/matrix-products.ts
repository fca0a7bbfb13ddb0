import type { Matrix } from './encoder-file.ts'

/** Rows of numbers, one after another. */
export interface Rows {
  readonly count: number
  readonly columns: number
  readonly values: Float32Array
}

/** How many rows are multiplied at once, so that each weight is read and converted once for all of them. */
const blockRows = 4

/** Multiplies each row with the matrix, and adds the bias if there is one. */
export function multiply(rows: Rows, matrix: Matrix, bias?: Float32Array): Rows {
  const values = new Float32Array(rows.count * matrix.outputs)
  const blocks = Math.ceil(rows.count / blockRows)
  for (let block = 0; block < blocks; block++) multiplyBlock(rows, block * blockRows, matrix, values)
  scaleOutputs(values, matrix, bias)
  return { count: rows.count, columns: matrix.outputs, values }
}

/** Rows beyond the last are taken as the last again, and their results are not stored. */
function multiplyBlock(
  { count, columns, values: x }: Rows,
  first: number,
  matrix: Matrix,
  out: Float32Array,
): void {
  const { inputs, outputs, weights } = matrix
  const at = (row: number) => Math.min(first + row, count - 1) * columns
  const [a, b, c, d] = [at(0), at(1), at(2), at(3)]
  for (let output = 0; output < outputs; output++) {
    const base = output * inputs
    let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0]
    for (let i = 0; i < inputs; i++) {
      const weight = weights[base + i] ?? 0
      sumA += weight * (x[a + i] ?? 0)
      sumB += weight * (x[b + i] ?? 0)
      sumC += weight * (x[c + i] ?? 0)
      sumD += weight * (x[d + i] ?? 0)
    }
    out[first * outputs + output] = sumA
    if (first + 1 < count) out[(first + 1) * outputs + output] = sumB
    if (first + 2 < count) out[(first + 2) * outputs + output] = sumC
    if (first + 3 < count) out[(first + 3) * outputs + output] = sumD
  }
}

function scaleOutputs(values: Float32Array, { outputs, scales }: Matrix, bias?: Float32Array): void {
  for (let i = 0; i < values.length; i++) {
    const output = i % outputs
    values[i] = (values[i] ?? 0) * (scales[output] ?? 0) + (bias?.[output] ?? 0)
  }
}
