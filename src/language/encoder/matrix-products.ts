import type { Matrix } from './encoder-file.ts'
import { blockRows, createKernel, lane, layout } from './kernel.ts'
import type { Kernel } from './kernel.ts'

/** Rows of numbers, one after another. */
export interface Rows {
  readonly count: number
  readonly columns: number
  readonly values: Float32Array
}

/** Multiplies each row with a matrix, and adds the bias if there is one. */
export type Product = (rows: Rows, bias?: Float32Array) => Rows

const maxInputs = (layout.sums - layout.rows) / (blockRows * 2)
const maxOutputs = (layout.weights - layout.sums) / (blockRows * 4)
const pageBytes = 65_536
const largest16Bits = 32_767
const largest32Bits = 2 ** 31 - 1

/** @returns a function that takes a matrix into the kernel's memory and gives its product */
export function createProducts(): (matrix: Matrix) => Product {
  const kernel = createKernel()
  let free: number = layout.weights
  return (matrix) => {
    const { inputs, outputs, weights } = matrix
    if (inputs > maxInputs || inputs % lane !== 0 || outputs > maxOutputs)
      throw new Error('the matrix has a size that the kernel cannot multiply')
    const address = free
    free += weights.length
    const missing = free - kernel.memory.buffer.byteLength
    if (missing > 0) kernel.memory.grow(Math.ceil(missing / pageBytes))
    new Int8Array(kernel.memory.buffer, address).set(weights)
    const placed = { ...matrix, address, largestNumber: largestSafeNumber(matrix) }
    return (rows, bias) => multiply(kernel, rows, placed, bias)
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

function multiply(kernel: Kernel, rows: Rows, matrix: Placed, bias?: Float32Array): Rows {
  const values = new Float32Array(rows.count * matrix.outputs)
  for (let first = 0; first < rows.count; first += blockRows) {
    const scales = placeRows(kernel, rows, first, matrix.largestNumber)
    kernel.multiply(matrix.address, matrix.inputs, layout.sums, layout.sums + matrix.outputs * blockRows * 4)
    readSums(kernel, matrix, scales, values.subarray(first * matrix.outputs), bias)
  }
  return { count: rows.count, columns: matrix.outputs, values }
}

/** Rounds up to four rows, each with a scale by which its largest number just fits, into the places where the kernel reads them. */
function placeRows(
  { memory }: Kernel,
  { count, columns, values }: Rows,
  first: number,
  largestNumber: number,
): readonly number[] {
  const placed = new Int16Array(memory.buffer, layout.rows, columns * blockRows)
  const scales: number[] = []
  for (let row = 0; row < Math.min(blockRows, count - first); row++) {
    const numbers = values.subarray((first + row) * columns, (first + row + 1) * columns)
    const scale = largest(numbers) / largestNumber || 1
    const steps = 1 / scale
    for (let start = 0; start < columns; start += lane) {
      const place = start * blockRows + row * lane
      for (let i = 0; i < lane; i++) placed[place + i] = Math.round((numbers[start + i] ?? 0) * steps)
    }
    scales.push(scale)
  }
  return scales
}

function readSums(
  { memory }: Kernel,
  { outputs, scales }: Placed,
  rowScales: readonly number[],
  values: Float32Array,
  bias?: Float32Array,
): void {
  const sums = new Int32Array(memory.buffer, layout.sums, outputs * blockRows)
  rowScales.forEach((rowScale, row) => {
    for (let output = 0; output < outputs; output++) {
      const sum = (sums[output * blockRows + row] ?? 0) * rowScale * (scales[output] ?? 0)
      values[row * outputs + output] = sum + (bias?.[output] ?? 0)
    }
  })
}

function largest(numbers: Float32Array): number {
  let most = 0
  for (let i = 0; i < numbers.length; i++) most = Math.max(most, Math.abs(numbers[i] ?? 0))
  return most
}
