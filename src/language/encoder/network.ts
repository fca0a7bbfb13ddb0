import type { EncoderFile, Matrix } from './encoder-file.ts'
import { embed } from './embed.ts'
import { multiply } from './matrix-products.ts'
import type { Rows } from './matrix-products.ts'
import { add, normalizeLayer, rectify, window } from './rows.ts'

/** Each branch sees so many neighbouring pieces at once, beginning so far left of the piece in the middle. */
const branches = [
  { width: 2, left: 0 },
  { width: 3, left: 1 },
  { width: 5, left: 2 },
] as const

interface Layer {
  readonly matrix: Matrix
  readonly bias: Float32Array
}

interface Branch {
  readonly width: number
  readonly left: number
  readonly projection: Layer
  readonly gain: Float32Array
  readonly shift: Float32Array
  readonly convolutions: readonly Layer[]
}

export type Network = (pieces: Uint32Array) => Float32Array

/**
 * The forward pass of the Universal Sentence Encoder, multilingual (Yang et al., 2019): piece vectors go through three branches
 * of convolutions over neighbours, are summed up over the sentence, and pass some dense layers with shortcuts.
 */
export function createNetwork(file: EncoderFile): Network {
  const tree = branches.map((branch) => readBranch(file, branch))
  const gain = file.vector('ln_g')
  const shift = file.vector('ln_b')
  const pool = { matrix: file.matrix('cnn_W'), bias: file.vector('cnn_b') }
  const dense = createDense(file)
  return (pieces) => {
    const embedded = embed(file.table, pieces)
    const features = join([embedded, ...tree.map((branch) => runBranch(branch, embedded))])
    return dense(poolRows(normalizeLayer(features, gain, shift), pool))
  }
}

function readBranch(file: EncoderFile, { width, left }: (typeof branches)[number]): Branch {
  const layer = (weights: string, bias: string) => ({ matrix: file.matrix(weights), bias: file.vector(bias) })
  return {
    width,
    left,
    projection: layer(`proj${width}`, `proj_b${width}`),
    gain: file.vector(`ln_g${width}`),
    shift: file.vector(`ln_b${width}`),
    convolutions: [layer(`w1_${width}`, `b1_${width}`), layer(`w2_${width}`, `b2_${width}`)],
  }
}

function runBranch({ width, left, projection, gain, shift, convolutions }: Branch, embedded: Rows): Rows {
  const projected = normalizeLayer(multiply(embedded, projection.matrix, projection.bias), gain, shift)
  return convolutions.reduce(
    (rows, { matrix, bias }) => add(rectify(multiply(window(rows, width, left), matrix, bias)), rows),
    projected,
  )
}

/** Puts the columns of several groups of rows side by side. */
function join(groups: readonly Rows[]): Rows {
  const count = groups[0]?.count ?? 0
  const columns = groups.reduce((sum, group) => sum + group.columns, 0)
  const values = new Float32Array(count * columns)
  for (let row = 0; row < count; row++) {
    let start = row * columns
    for (const group of groups) {
      values.set(group.values.subarray(row * group.columns, (row + 1) * group.columns), start)
      start += group.columns
    }
  }
  return { count, columns, values }
}

/** The sum over the pieces, projected and divided by the root of their number. */
function poolRows({ count, columns, values }: Rows, { matrix, bias }: Layer): Rows {
  const sum = new Float32Array(columns)
  values.forEach((value, i) => (sum[i % columns] = (sum[i % columns] ?? 0) + value))
  const { values: projected } = multiply({ count: 1, columns, values: sum }, matrix)
  const pooled = projected.map((value, i) => (value + count * (bias[i] ?? 0)) / Math.sqrt(count))
  return { count: 1, columns: pooled.length, values: pooled }
}

function createDense(file: EncoderFile): (pooled: Rows) => Float32Array {
  const [d0, d1, d2, d3, p1, p3] = ['d0', 'd1', 'd2', 'd3', 'p1', 'p3'].map((name) => file.matrix(name))
  if (!d0 || !d1 || !d2 || !d3 || !p1 || !p3) throw new Error('map keeps the number of its elements')
  return (pooled) => {
    const first = rectify(multiply(pooled, d0))
    const second = rectify(add(multiply(pooled, p1), multiply(first, d1)))
    const third = rectify(multiply(second, d2))
    return unit(add(multiply(second, p3), multiply(third, d3)).values.map(Math.tanh))
  }
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector)
  return length === 0 ? vector : vector.map((value) => value / length)
}
