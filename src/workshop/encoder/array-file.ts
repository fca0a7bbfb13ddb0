/** An array of a file that NumPy wrote. */
export interface NumberArray {
  readonly shape: readonly number[]
  readonly values: Float32Array | Uint8Array
}

const fixedLength = 10

/** Reads format 1 with the two types of number that the encoder's weights have. */
export function readArrayFile(file: Buffer): NumberArray {
  const headerEnd = fixedLength + file.readUInt16LE(8)
  const header = file.toString('latin1', fixedLength, headerEnd)
  const shape = (/'shape': \(([^)]*)\)/.exec(header)?.[1] ?? '')
    .split(',')
    .filter((part) => part.trim() !== '')
  const data = file.buffer.slice(file.byteOffset + headerEnd, file.byteOffset + file.length)
  return { shape: shape.map(Number), values: readValues(header, data) }
}

function readValues(header: string, data: ArrayBufferLike): NumberArray['values'] {
  if (header.includes("'|u1'")) return new Uint8Array(data)
  if (header.includes("'<f4'")) return new Float32Array(data)
  throw new Error(`arrays of this type are not read: ${header.trim()}`)
}
