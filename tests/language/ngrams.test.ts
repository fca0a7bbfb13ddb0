import { describe, expect, it } from 'vitest'
import { characterNgrams, dice } from '../../src/language/ngrams.ts'

describe('characterNgrams', () => {
  it('marks the edges of the word', () => {
    expect(characterNgrams('chat', 4)).toEqual([' cha', 'chat', 'hat '])
  })

  it('is empty for what is shorter than one n-gram', () => {
    expect(characterNgrams('a', 4)).toEqual([])
  })
})

describe('dice', () => {
  it.each([
    ['equal sets', ['a', 'b'], ['b', 'a'], 1],
    ['sets that share half', ['a', 'b'], ['b', 'c'], 0.5],
    ['sets that share nothing', ['a'], ['b'], 0],
    ['empty sets', [], [], 0],
  ])('compares %s', (_, a, b, expected) => {
    expect(dice(new Set(a), new Set(b))).toBe(expected)
  })
})
