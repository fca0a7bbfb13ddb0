import { describe, expect, it } from 'vitest'
import { EncoderFileError, readEncoderFile } from '../../../src/language/encoder/encoder-file.ts'
import { encoderBytes } from '../../support/encoder-file.ts'

describe('the data file of the encoder', () => {
  it('holds as many pieces as vectors and scores', () => {
    const { pieces, pieceScores, table } = readEncoderFile(encoderBytes())
    expect(pieces.slice(0, 3)).toEqual(['<unk>', '<s>', '</s>'])
    expect(new Set(pieces).size).toBe(pieces.length)
    expect([pieceScores.length, table.rows]).toEqual([pieces.length, pieces.length])
  })

  it('is looked at in place', () => {
    const bytes = encoderBytes()
    expect(readEncoderFile(bytes).matrix('cnn_W').weights.buffer).toBe(bytes.buffer)
  })

  it.each([
    ['is empty', new Uint8Array()],
    ['is of another kind', new Uint8Array(100).fill(80)],
    ['ends after its first bytes', encoderBytes().slice(0, 8)],
    ['ends within its table of contents', encoderBytes().slice(0, 100)],
    ['lacks its end', encoderBytes().slice(0, 1_000_000)],
  ])('is refused if it %s', (_, bytes) => {
    expect(() => readEncoderFile(bytes)).toThrow(EncoderFileError)
  })

  it('is refused for a section that it lacks', () => {
    expect(() => readEncoderFile(encoderBytes()).matrix('d9')).toThrow(EncoderFileError)
  })
})
