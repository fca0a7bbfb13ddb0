import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as v from '../../../src/documents/valibot.ts'
import { readEncoderFile } from '../../../src/language/encoder/encoder-file.ts'
import { normalizeForPieces } from '../../../src/language/encoder/normalize-for-pieces.ts'
import { createPieceTokenizer, unknownPiece } from '../../../src/language/encoder/piece-tokenizer.ts'
import { encoderBytes } from '../../support/encoder-file.ts'

const goldenSchema = v.array(v.object({ text: v.string(), pieces: v.array(v.string()) }))
const golden = v.parse(goldenSchema, JSON.parse(readFileSync('tests/fixtures/encoder/golden.json', 'utf8')))
const { pieces, pieceScores } = readEncoderFile(encoderBytes())
const tokenizer = createPieceTokenizer(pieces, pieceScores)
const cut = (text: string) => [...tokenizer.tokenize(text)].map((id) => pieces[id])

describe('normalizing for pieces', () => {
  it.each([
    ['folds white space and marks where words begin', ' Wie\u00a0 geht\n es? ', '▁Wie▁geht▁es?'],
    ['unifies compatibility forms', 'ﬁnde Ａnruf …', '▁finde▁Anruf▁...'],
    ['composes letters', 'a\u0308', '▁ä'],
    ['drops invisible characters', 'Tele\u00adfon\u200d\ufeff', '▁Telefon'],
    ['keeps case', 'TU Dresden', '▁TU▁Dresden'],
    ['leaves nothing of nothing', ' \u200b ', ''],
  ])('%s', (_, text, normalized) => {
    expect(normalizeForPieces(text)).toBe(normalized)
  })
})

describe('cutting into pieces', () => {
  it.each(golden)('cuts "$text" as the original does', ({ text, pieces: original }) => {
    expect(cut(text)).toEqual(original)
  })

  it('takes the likeliest cut, not the longest piece first', () => {
    const scores = Float32Array.of(0, 0, 0, -9, -2, -3)
    const small = createPieceTokenizer(['<unk>', '<s>', '</s>', '▁ab', '▁a', 'bc'], scores)
    expect([...small.tokenize('abc')]).toEqual([4, 5])
  })

  it('cuts what has no piece of its own into smaller ones', () => {
    expect(cut('Xylofonquark').length).toBeGreaterThan(1)
    expect(cut('Xylofonquark').join('')).toBe('▁Xylofonquark')
  })

  it('takes a character without a piece as one unknown', () => {
    expect([...tokenizer.tokenize('a👍b')].filter((id) => id === unknownPiece)).toHaveLength(1)
  })

  it('loses and adds nothing of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const normalized = normalizeForPieces(text)
        const pattern = [...tokenizer.tokenize(text)].map((id) =>
          id === unknownPiece ? '.' : RegExp.escape(pieces[id] ?? ''),
        )
        expect(normalized).toMatch(new RegExp(`^${pattern.join('')}$`, 'su'))
      }),
    )
  })
})
