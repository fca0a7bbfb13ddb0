import { alignment, fileMagic } from '../../language/encoder/encoder-file.ts'

export interface NewSection {
  readonly name: string
  readonly shape: readonly number[]
  readonly data: ArrayBufferView
}

const align = (offset: number) => Math.ceil(offset / alignment) * alignment

/** The file that `readEncoderFile` reads. */
export function writeEncoderFile(sections: readonly NewSection[]): Buffer {
  // The offsets stand in the table of contents, whose length depends on them: room for it is reserved generously.
  const reserved = align(sections.length * 128)
  let offset = reserved
  const entries = sections.map(({ name, shape, data }) => {
    const entry = { name, shape, offset, length: data.byteLength }
    offset = align(offset + data.byteLength)
    return entry
  })
  const file = Buffer.alloc(offset)
  const contents = JSON.stringify(entries)
  const start = file.write(fileMagic) + 4
  if (start + Buffer.byteLength(contents) > reserved)
    throw new Error('the table of contents is longer than expected')
  file.writeUInt32LE(file.write(contents, start), fileMagic.length)
  sections.forEach(({ data }, i) => {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), entries[i]?.offset)
  })
  return file
}
