/** A matrix whose weights are whole numbers of 8 bits; each output has a scale of its own. */
export interface Matrix {
  readonly inputs: number
  readonly outputs: number
  /** The weights of one output after those of another. */
  readonly weights: Int8Array
  readonly scales: Float32Array
}

/** Vectors of pieces at 4 bits a number, with a scale for each group of numbers. */
export interface Table {
  readonly rows: number
  readonly columns: number
  readonly nibbles: Uint8Array
  readonly scales: Float16Array
}

export interface EncoderFile {
  readonly pieces: readonly string[]
  readonly pieceScores: Float32Array
  readonly table: Table
  matrix(name: string): Matrix
  vector(name: string): Float32Array
}

/** How many numbers of the table share a scale. */
export const groupSize = 64
export const fileMagic = 'HWENC001'
/** Sections begin at multiples of this, so that arrays of any type can look at them in place. */
export const alignment = 16

interface Section {
  readonly name: string
  readonly offset: number
  readonly length: number
  readonly shape: readonly number[]
}

export class EncoderFileError extends Error {
  override readonly name = 'EncoderFileError'
}

/**
 * Looks at the sections of a file where they are: nothing is copied, so the model takes as much memory as its file.
 * After the magic come the length of the table of contents (32 bits, little-endian), the table itself as JSON, and the sections.
 */
export function readEncoderFile(given: Uint8Array): EncoderFile {
  const bytes = given.byteOffset % alignment === 0 ? given : given.slice()
  const sections = readContents(bytes)
  const find = (name: string) => {
    const section = sections.get(name)
    if (!section) throw new EncoderFileError(`the encoder's file has no section ${name}`)
    return section
  }
  const start = (section: Section) => bytes.byteOffset + section.offset
  const floats = (name: string) => new Float32Array(bytes.buffer, start(find(name)), find(name).length / 4)
  return {
    pieces: readPieces(bytes, find('pieces')),
    pieceScores: floats('pieces.scores'),
    table: readTable(bytes, find('table'), find('table.scales')),
    matrix(name) {
      const section = find(name)
      const [outputs = 0, inputs = 0] = section.shape
      const weights = new Int8Array(bytes.buffer, start(section), section.length)
      const scales = floats(`${name}.scales`)
      if (outputs === 0 || weights.length !== outputs * inputs || scales.length !== outputs)
        throw wrongSize(name)
      return { inputs, outputs, weights, scales }
    },
    vector: floats,
  }
}

function readTable(bytes: Uint8Array, section: Section, scaleSection: Section): Table {
  const [rows = 0, columns = 0] = section.shape
  const scales = new Float16Array(
    bytes.buffer,
    bytes.byteOffset + scaleSection.offset,
    scaleSection.length / 2,
  )
  if (rows === 0 || section.length * 2 !== rows * columns || scales.length * groupSize !== rows * columns) {
    throw wrongSize('table')
  }
  return { rows, columns, nibbles: bytes.subarray(section.offset, section.offset + section.length), scales }
}

function readPieces(bytes: Uint8Array, { offset, length }: Section): readonly string[] {
  return new TextDecoder().decode(bytes.subarray(offset, offset + length)).split('\n')
}

function readContents(bytes: Uint8Array): ReadonlyMap<string, Section> {
  const start = fileMagic.length + 4
  const text = new TextDecoder()
  if (bytes.length < start || text.decode(bytes.subarray(0, fileMagic.length)) !== fileMagic) {
    throw new EncoderFileError('this is no file of the sentence encoder, or one of another version')
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset, start).getUint32(fileMagic.length, true)
  const contents = parseContents(text.decode(bytes.subarray(start, start + length)))
  return new Map(
    contents.map((entry) => toSection(entry, bytes.length)).map((section) => [section.name, section]),
  )
}

function parseContents(text: string): readonly unknown[] {
  try {
    const contents: unknown = JSON.parse(text)
    if (Array.isArray(contents)) return contents
  } catch {
    // A file that is no JSON is reported like one that holds no list.
  }
  throw new EncoderFileError('the table of contents is broken')
}

function toSection(entry: unknown, fileLength: number): Section {
  const { name, offset = -1, length = -1, shape } = { ...(entry as Partial<Section>) }
  const inside =
    Number.isInteger(offset) && Number.isInteger(length) && offset >= 0 && offset + length <= fileLength
  if (typeof name !== 'string' || !Array.isArray(shape) || !inside || offset % alignment !== 0) {
    throw new EncoderFileError('the table of contents names a section that the file does not hold')
  }
  return { name, offset, length, shape }
}

const wrongSize = (name: string) =>
  new EncoderFileError(`section ${name} has another size than its shape says`)
