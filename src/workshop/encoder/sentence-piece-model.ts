export interface SentencePieceModel {
  readonly pieces: readonly string[]
  readonly scores: Float32Array
}

interface Field {
  readonly number: number
  readonly bytes: Buffer
}

const pieceField = 1
const textField = 1
const scoreField = 2

/** The pieces and their log probabilities from SentencePiece's model file, a protocol buffer. */
export function readSentencePieceModel(model: Buffer): SentencePieceModel {
  const entries = readFields(model).filter(({ number }) => number === pieceField)
  const pieces = entries.map(({ bytes }) => readFields(bytes))
  const find = (fields: readonly Field[], wanted: number) =>
    fields.find(({ number }) => number === wanted)?.bytes
  return {
    pieces: pieces.map((fields) => find(fields, textField)?.toString('utf8') ?? ''),
    scores: Float32Array.from(pieces, (fields) => find(fields, scoreField)?.readFloatLE() ?? 0),
  }
}

function readFields(message: Buffer): Field[] {
  const fields: Field[] = []
  for (let at = 0; at < message.length;) {
    const key = readVarint(message, at)
    const value = readValue(message, key.end, key.value & 7)
    fields.push({ number: key.value >> 3, bytes: message.subarray(value.start, value.end) })
    at = value.end
  }
  return fields
}

function readValue(message: Buffer, at: number, wireType: number): { start: number; end: number } {
  switch (wireType) {
    case 0:
      return { start: at, end: readVarint(message, at).end }
    case 1:
      return { start: at, end: at + 8 }
    case 2: {
      const { value, end } = readVarint(message, at)
      return { start: end, end: end + value }
    }
    case 5:
      return { start: at, end: at + 4 }
    default:
      throw new Error(`a protocol buffer has no field of type ${wireType}`)
  }
}

function readVarint(message: Buffer, start: number): { value: number; end: number } {
  let [value, at, factor] = [0, start, 1]
  for (;;) {
    const byte = message.readUInt8(at++)
    value += (byte & 127) * factor
    if (byte < 128) return { value, end: at }
    factor *= 128
  }
}
