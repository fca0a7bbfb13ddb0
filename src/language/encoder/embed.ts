import { groupSize } from './encoder-file.ts'
import type { Table } from './encoder-file.ts'
import type { Rows } from './matrix-products.ts'

/** Numbers of 4 bits stand for -8 to 7 times the scale of their group; the lower half of a byte comes first. */
const zero = 8

/** The vectors of the pieces. Only they are decoded, so that the table takes no more memory than its file. */
export function embed(table: Table, pieces: Uint32Array): Rows {
  const { columns } = table
  const values = new Float32Array(pieces.length * columns)
  pieces.forEach((piece, row) => {
    decodeRow(table, piece, values.subarray(row * columns, (row + 1) * columns))
  })
  return { count: pieces.length, columns, values }
}

function decodeRow({ columns, nibbles, scales }: Table, piece: number, out: Float32Array): void {
  const start = piece * columns
  for (let i = 0; i < columns; i += 2) {
    const byte = nibbles[(start + i) / 2] ?? 0
    const scale = scales[((start + i) / groupSize) | 0] ?? 0
    out[i] = ((byte & 15) - zero) * scale
    out[i + 1] = ((byte >> 4) - zero) * scale
  }
}
