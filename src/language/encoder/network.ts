import type { EncoderFile } from './encoder-file.ts'
import { embed } from './embed.ts'
import { createProducts } from './matrix-products.ts'
import type { Product, Rows } from './matrix-products.ts'
import { add, normalizeLayer, rectify, sumRows } from './rows.ts'

/** Each branch sees so many neighbouring pieces at once, beginning so far left of the piece in the middle. */
const branches = [
  { width: 2, left: 0 },
  { width: 3, left: 1 },
  { width: 5, left: 2 },
] as const

interface Layer {
  readonly product: Product
  readonly bias: Float32Array
}

interface Branch {
  readonly left: number
  readonly projection: Layer
  readonly gain: Float32Array
  readonly shift: Float32Array
  readonly convolutions: readonly Layer[]
}

/** The product with the matrix that the file holds under a name. */
type NamedProduct = (name: string) => Product

export type Network = (pieces: Uint32Array) => Float32Array

/**
 * The forward pass of the Universal Sentence Encoder, multilingual (Yang et al., 2019): piece vectors go through three branches
 * of convolutions over neighbours, are summed up over the sentence, and pass some dense layers with shortcuts.
 */
export function createNetwork(file: EncoderFile): Network {
  const place = createProducts()
  const product = (name: string) => place(file.matrix(name))
  const tree = branches.map((branch) => readBranch(file, product, branch))
  const gain = file.vector('ln_g')
  const shift = file.vector('ln_b')
  const pool = { product: product('cnn_W'), bias: file.vector('cnn_b') }
  const dense = createDense(product)
  return (pieces) => {
    const embedded = embed(file.table, pieces)
    const features = join([embedded, ...tree.map((branch) => runBranch(branch, embedded))])
    return dense(poolRows(normalizeLayer(features, gain, shift), pool))
  }
}

function readBranch(
  file: EncoderFile,
  product: NamedProduct,
  { width, left }: (typeof branches)[number],
): Branch {
  const layer = (weights: string, bias: string) => ({ product: product(weights), bias: file.vector(bias) })
  return {
    left,
    projection: layer(`proj${width}`, `proj_b${width}`),
    gain: file.vector(`ln_g${width}`),
    shift: file.vector(`ln_b${width}`),
    convolutions: [layer(`w1_${width}`, `b1_${width}`), layer(`w2_${width}`, `b2_${width}`)],
  }
}

function runBranch({ left, projection, gain, shift, convolutions }: Branch, embedded: Rows): Rows {
  const projected = normalizeLayer(projection.product(embedded, projection.bias), gain, shift)
  return convolutions.reduce(
    (rows, { product, bias }) => add(rectify(product(rows, bias, left)), rows),
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
function poolRows(rows: Rows, { product, bias }: Layer): Rows {
  const { count } = rows
  const { values: projected } = product(sumRows(rows))
  const pooled = projected.map((value, i) => (value + count * (bias[i] ?? 0)) / Math.sqrt(count))
  return { count: 1, columns: pooled.length, values: pooled }
}

function createDense(product: NamedProduct): (pooled: Rows) => Float32Array {
  const [d0, d1, d2, d3, p1, p3] = ['d0', 'd1', 'd2', 'd3', 'p1', 'p3'].map(product)
  if (!d0 || !d1 || !d2 || !d3 || !p1 || !p3) throw new Error('map keeps the number of its elements')
  return (pooled) => {
    const first = rectify(d0(pooled))
    const second = rectify(add(p1(pooled), d1(first)))
    const third = rectify(d2(second))
    return unit(add(p3(second), d3(third)).values.map(Math.tanh))
  }
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector)
  return length === 0 ? vector : vector.map((value) => value / length)
}
