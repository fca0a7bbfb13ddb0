import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { embed } from '../../../src/language/encoder/embed.ts'
import { readEncoderFile } from '../../../src/language/encoder/encoder-file.ts'
import { buildEncoderFile } from '../../../src/workshop/encoder/build-encoder-file.ts'
import type { OriginalModel } from '../../../src/workshop/encoder/build-encoder-file.ts'
import { choosePieces } from '../../../src/workshop/encoder/choose-pieces.ts'
import { countWords } from '../../../src/workshop/encoder/count-words.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const pieces = ['<unk>', '<s>', '</s>', '▁', 'a', 'b', '▁ab', '▁ba', 'в', '▁aba']
const scores = Float32Array.from(pieces, (_, i) => (i < 3 ? 0 : -i))
const columns = 64

/** A model whose weights follow from their places; each part of the table has one row. */
const model: OriginalModel = {
  pieces: { pieces, scores },
  array(name) {
    if (name === 'scale' || name === 'lo') {
      return { shape: [17], values: new Float32Array(17).fill(name === 'lo' ? -1 : 1 / 32) }
    }
    const part = Number(/^q(\d+)$/.exec(name)?.[1] ?? 0)
    if (part > 0)
      return { shape: [1, columns], values: Uint8Array.from({ length: columns }, (_, i) => (i * part) % 64) }
    return { shape: [2, 3], values: Float32Array.of(1, -2, 3, 0.5, 2, -3) }
  },
}

describe('making the data file', () => {
  const file = readEncoderFile(buildEncoderFile(model, [0, 1, 2, 6, 9]))

  it('keeps the chosen pieces with their scores', () => {
    expect(file.pieces).toEqual(['<unk>', '<s>', '</s>', '▁ab', '▁aba'])
    expect([...file.pieceScores]).toEqual([0, 0, 0, -6, -9])
  })

  it('rounds the vectors of pieces to 16 steps', () => {
    const { values } = embed(file.table, Uint32Array.of(4))
    values.forEach((value, i) => {
      expect(Math.abs(value - (((i * 10) % 64) / 32 - 1))).toBeLessThan(0.16)
    })
  })

  it('turns matrices so that the weights of an output lie together', () => {
    const { inputs, outputs, weights, scales } = file.matrix('d0')
    expect([inputs, outputs]).toEqual([2, 3])
    expect([...weights]).toEqual([127, 64, -127, 127, 127, -127])
    expect([...scales]).toEqual([...Float32Array.of(1 / 127, 2 / 127, 3 / 127)])
  })
})

describe('choosing pieces', () => {
  it('keeps the marks, single characters of German and English, and then what is used most', () => {
    const words = new Map([
      ['ab', 1],
      ['ba', 5],
    ])
    expect(choosePieces(model.pieces, [words], 7)).toEqual([0, 1, 2, 3, 4, 5, 7])
  })

  it('counts each source the same, however large it is', () => {
    const small = new Map([['ab', 2]])
    const large = new Map([
      ['ba', 500],
      ['b', 600],
    ])
    expect(choosePieces(model.pieces, [small, large], 7)).toEqual([0, 1, 2, 3, 4, 5, 6])
  })
})

describe('counting words', () => {
  it('reads texts below a folder, each line once', async () => {
    using directory = temporaryDirectory()
    mkdirSync(path.join(directory.path, 'deep'))
    writeFileSync(
      path.join(directory.path, 'deep/a.html'),
      '<head><title>No</title></head><p>Ein <b>T</b>ext &amp;</p><p>Ein</p>',
    )
    writeFileSync(path.join(directory.path, 'b.md'), 'Ein\nText\n')
    writeFileSync(path.join(directory.path, 'c.bin'), 'Ein Bild')
    expect(Object.fromEntries(await countWords(directory.path))).toMatchObject({ Ein: 2, Text: 2, '&': 1 })
    expect((await countWords(directory.path)).has('Bild')).toBe(false)
  })

  it('reads a word list, half of each frequency for the capitalised form', async () => {
    using directory = temporaryDirectory()
    const file = path.join(directory.path, 'de.tsv')
    writeFileSync(file, 'und\t0.5\nhaus\t0.25\n')
    expect(Object.fromEntries(await countWords(file))).toMatchObject({ und: 0.25, Und: 0.25, Haus: 0.125 })
  })
})
