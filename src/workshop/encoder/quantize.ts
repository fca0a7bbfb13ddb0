import { groupSize } from '../../language/encoder/encoder-file.ts'
import type { NumberArray } from './array-file.ts'

/**
 * Rounds a matrix to 8 bits, with a scale for each output by which its largest weight just fits.
 * @param matrix one row for each input
 * @returns one row for each output, as the products read them
 */
export function quantizeMatrix({ shape, values }: NumberArray): { weights: Int8Array; scales: Float32Array } {
  const [inputs = 0, outputs = 0] = shape
  const weights = new Int8Array(inputs * outputs)
  const scales = new Float32Array(outputs)
  for (let output = 0; output < outputs; output++) {
    const column = Float32Array.from({ length: inputs }, (_, i) => values[i * outputs + output] ?? 0)
    const scale = largest(column) / 127 || 1
    scales[output] = scale
    weights.set(
      column.map((value) => Math.round(value / scale)),
      output * inputs,
    )
  }
  return { weights, scales }
}

/** Rounds rows to 4 bits, with a scale for each group by which the squared error is least. */
export function quantizeTable(rows: readonly Float32Array[]): { nibbles: Uint8Array; scales: Float16Array } {
  const columns = rows[0]?.length ?? 0
  const nibbles = new Uint8Array((rows.length * columns) / 2)
  const scales = new Float16Array((rows.length * columns) / groupSize)
  rows.forEach((row, i) => {
    for (let start = 0; start < columns; start += groupSize) {
      const group = row.subarray(start, start + groupSize)
      const at = i * columns + start
      const scale = bestScale(group)
      scales[at / groupSize] = scale
      group.forEach((value, k) => {
        const half = (at + k) % 2 === 0 ? 0 : 4
        const index = (at + k) >> 1
        nibbles[index] = (nibbles[index] ?? 0) | (roundTo4Bits(value, scale) << half)
      })
    }
  })
  return { nibbles, scales }
}

/** Large numbers may be cut off if the many small ones gain by it; either sign may have the one step more. */
function bestScale(group: Float32Array): number {
  const full = largest(group) / 7
  let best = { scale: 0, error: Infinity }
  for (let share = 0.6; share <= 1.001; share += 0.02) {
    for (const sign of [1, -1]) {
      const scale = Math.f16round(full * share * sign)
      const error = squaredError(group, scale)
      if (error < best.error) best = { scale, error }
    }
  }
  return best.scale
}

function squaredError(group: Float32Array, scale: number): number {
  return group.reduce((sum, value) => sum + (value - (roundTo4Bits(value, scale) - 8) * scale) ** 2, 0)
}

function roundTo4Bits(value: number, scale: number): number {
  return scale === 0 ? 8 : Math.max(0, Math.min(15, Math.round(value / scale) + 8))
}

function largest(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
}
