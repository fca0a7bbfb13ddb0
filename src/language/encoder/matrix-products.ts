import { reserve } from '../../webassembly/instantiate.ts'
import type { Matrix } from './encoder-file.ts'
import { blockRows, createKernel, lane, layout } from './kernel.ts'
import type { Kernel } from './kernel.ts'

/** Rows of numbers, one after another. */
export interface Rows {
  readonly count: number
  readonly columns: number
  readonly values: Float32Array
}

/**
 * Multiplies each row with a matrix, and adds the bias if there is one. Where the matrix has inputs for several rows, each comes together with
 * its neighbours, from `left` rows before it on; beyond the first and the last row there are zeros.
 */
export type Product = (rows: Rows, bias?: Float32Array, left?: number) => Rows

const maxNumbers = (layout.sums - layout.rows) / 2
const maxOutputs = (layout.weights - layout.sums) / (blockRows * 4)
const largest16Bits = 32_767
/** Added to a number of 16 bits, makes it positive. */
const above = 32_768
const largest32Bits = 2 ** 31 - 1

/** @returns a function that takes a matrix into the kernel's memory and gives its product */
export function createProducts(): (matrix: Matrix) => Product {
  const kernel = createKernel()
  let free: number = layout.weights
  return (matrix) => {
    const { inputs, outputs, weights } = matrix
    if (inputs > maxNumbers || inputs % lane !== 0 || outputs > maxOutputs)
      throw new Error('the matrix has a size that the kernel cannot multiply')
    const address = free
    free += weights.length
    reserve(kernel.memory, free)
    new Int8Array(kernel.memory.buffer, address).set(weights)
    const placed = { ...matrix, address, largestNumber: largestSafeNumber(matrix) }
    return (rows, bias, left = 0) => multiply(kernel, placeRows(kernel, rows, placed, left), placed, bias)
  }
}

interface Placed extends Matrix {
  readonly address: number
  /** Rows are rounded to whole numbers up to this. */
  readonly largestNumber: number
}

/** With numbers up to this, no sum leaves 32 bits, whatever a text brings about. */
function largestSafeNumber({ inputs, outputs, weights }: Matrix): number {
  let most = 1
  for (let output = 0; output < outputs; output++) {
    let sum = 0
    for (let i = 0; i < inputs; i++) sum += Math.abs(weights[output * inputs + i] ?? 0)
    most = Math.max(most, sum)
  }
  return Math.min(largest16Bits, Math.floor(largest32Bits / most))
}

/** Rows in the kernel's memory: whole numbers, which times `scale` are those of the rows. */
interface PlacedRows {
  readonly count: number
  readonly columns: number
  readonly scale: number
}

/** Rounds the rows, so that the largest number just fits, behind `left` rows of zeros and before as many as the last block reads. */
function placeRows(
  { memory }: Kernel,
  { count, columns, values }: Rows,
  { inputs, largestNumber }: Placed,
  left: number,
): PlacedRows {
  const read = Math.ceil(count / blockRows) * blockRows * columns + inputs - columns
  if (read > maxNumbers) throw new Error('there are more rows than the kernel has room for')
  const placed = new Int16Array(memory.buffer, layout.rows, read).fill(0)
  const scale = largest(values) / largestNumber || 1
  const steps = 1 / scale
  const start = left * columns
  // Cutting a positive number off rounds it in a third of the time that Math.round takes.
  for (let i = 0; i < values.length; i++)
    placed[start + i] = (((values[i] ?? 0) * steps + above + 0.5) | 0) - above
  return { count, columns, scale }
}

function multiply(kernel: Kernel, rows: PlacedRows, matrix: Placed, bias?: Float32Array): Rows {
  const { count, columns } = rows
  const { inputs, outputs, address } = matrix
  const values = new Float32Array(count * outputs)
  const end = layout.sums + outputs * blockRows * 4
  const at = (row: number) => layout.rows + row * columns * 2
  for (let row = 0; row < count; row += blockRows) {
    kernel.multiply(at(row), at(row + 1), at(row + 2), at(row + 3), address, inputs, layout.sums, end)
    readSums(kernel, matrix, rows.scale, values.subarray(row * outputs, (row + blockRows) * outputs), bias)
  }
  return { count, columns: outputs, values }
}

/** Reads the sums of a block, as many rows as `values` has room for. */
function readSums(
  { memory }: Kernel,
  { outputs, scales }: Placed,
  scale: number,
  values: Float32Array,
  bias?: Float32Array,
): void {
  const sums = new Int32Array(memory.buffer, layout.sums, outputs * blockRows)
  for (let start = 0, row = 0; start < values.length; start += outputs, row++) {
    for (let output = 0; output < outputs; output++) {
      const sum = (sums[output * blockRows + row] ?? 0) * scale * (scales[output] ?? 0)
      values[start + output] = sum + (bias?.[output] ?? 0)
    }
  }
}

function largest(numbers: Float32Array): number {
  let most = 0
  for (let i = 0; i < numbers.length; i++) most = Math.max(most, Math.abs(numbers[i] ?? 0))
  return most
}
