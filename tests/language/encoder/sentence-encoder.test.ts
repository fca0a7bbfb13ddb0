import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as v from '../../../src/documents/valibot.ts'
import {
  createSentenceEmbedder,
  createSentenceEncoder,
} from '../../../src/language/encoder/sentence-encoder.ts'
import { encoderBytes } from '../../support/encoder-file.ts'

const goldenSchema = v.array(v.object({ text: v.string(), vector: v.string() }))
const golden = v.parse(goldenSchema, JSON.parse(readFileSync('tests/fixtures/encoder/golden.json', 'utf8')))
const embed = createSentenceEmbedder(encoderBytes())
const encoder = createSentenceEncoder(encoderBytes())

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const dot = (x: ArrayLike<number>, y: ArrayLike<number>) =>
    Array.from(x).reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0)
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
}

const similarity = (a: string, b: string) => cosine(encoder.encode(a), encoder.encode(b))

describe('the sentence encoder', () => {
  it.each(golden)('says of "$text" what the original says', ({ text, vector }) => {
    const original = new Int8Array(Buffer.from(vector, 'base64'))
    expect(cosine(embed(text), original)).toBeGreaterThan(0.95)
  })

  it('keeps how similar two texts are when it shortens the vectors', () => {
    const [first, ...others] = golden.map(({ text }) => text)
    for (const other of others) {
      const whole = cosine(embed(first ?? ''), embed(other))
      expect(Math.abs(similarity(first ?? '', other) - whole)).toBeLessThan(0.15)
    }
  })

  it.each([
    ['Wie lange bleiben meine Aufzeichnungen gespeichert?', 'How long are my recordings kept?'],
    ['Darf die Vorgesetzte mithören?', 'Kann mein Chef meine Telefonate belauschen?'],
    ['Wer sieht meine Telefonnummer?', 'Ist meine Rufnummer für andere sichtbar?'],
  ])('finds "%s" nearer to "%s" than to something else', (text, same) => {
    const other = similarity(text, 'In der Mensa gibt es heute Kartoffelsuppe.')
    expect(similarity(text, same)).toBeGreaterThan(other + 0.3)
  })

  it.each([
    ['nothing', ''],
    ['spaces only', ' \n\t '],
    ['invisible characters only', '\u200b\u00ad\u0007'],
    ['characters without a piece', '漢字かな👩‍👩‍👧 𝔘𝔫𝔦'],
    ['half of a character', '\ud83d \udc00 a\ud800'],
    ['a combining mark a thousand times', 'a' + '\u0301'.repeat(1000)],
    ['a character that NFKC makes 18 of', '\ufdfa'.repeat(1000)],
    ['one letter ten thousand times', 'x'.repeat(10_000)],
  ])('gives a vector for %s', (_, text) => {
    const vector = encoder.encode(text)
    expect(vector).toHaveLength(128)
    expect(Math.max(...vector.map(Math.abs))).toBe(127)
  })

  it('reads the beginning of a long text only, so that none takes long', () => {
    const beginning = 'Wie lange werden Anruflisten aufbewahrt? '.repeat(20)
    expect(encoder.encode(beginning + 'Und danach?')).toEqual(
      encoder.encode(beginning + 'x'.repeat(1_000_000)),
    )
  })

  it('says the same whatever it was asked before', () => {
    const first = encoder.encode('Wer sieht meine Nummer?')
    encoder.encode('Something else entirely.')
    expect(encoder.encode('Wer sieht meine Nummer?')).toEqual(first)
  })

  it('reads bytes that lie anywhere in memory', () => {
    const bytes = encoderBytes()
    const moved = new Uint8Array(bytes.length + 3).subarray(3)
    moved.set(bytes)
    const text = 'Wo liegen die Server?'
    expect(createSentenceEncoder(moved).encode(text)).toEqual(encoder.encode(text))
  })
})
