import { describe, expect, it } from 'vitest'
import { readLines } from '../../src/cli/read-lines.ts'
import { Readable } from 'node:stream'

/** The lines of a stream that arrives in chunks of so many bytes. */
async function read(text: string, size = 1000): Promise<string[]> {
  const bytes = Buffer.from(text)
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  )
  return Array.fromAsync(readLines(Readable.from(chunks)))
}

describe('readLines', () => {
  it('ends lines at line feeds, with or without a carriage return', async () => {
    expect(await read('a\nb\r\n\nc')).toEqual(['a', 'b', '', 'c'])
  })

  it('yields nothing after the last line feed', async () => {
    expect(await read('a\n')).toEqual(['a'])
    expect(await read('')).toEqual([])
  })

  it('leaves line separators alone that JSON allows in a string', async () => {
    expect(await read('"a\u2028b\u2029c"\n"d\u0085"')).toEqual(['"a\u2028b\u2029c"', '"d\u0085"'])
  })

  it('takes off a byte order mark', async () => {
    expect(await read('\ufeff{}\n')).toEqual(['{}'])
  })

  it('joins lines and characters that arrive in pieces', async () => {
    const text = 'Größe 👩‍💻\r\nzwei\r\n'
    for (let size = 1; size <= 8; size++) expect(await read(text, size)).toEqual(['Größe 👩‍💻', 'zwei'])
  })
})
