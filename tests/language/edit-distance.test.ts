import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editDistance } from '../../src/language/edit-distance.ts'

const word = fc.stringMatching(/^[a-e]{0,8}$/)
const far = 100

describe('editDistance', () => {
  it.each([
    ['server', 'server', 0],
    ['server', 'srver', 1],
    ['server', 'serrver', 1],
    ['server', 'serwer', 1],
    ['server', 'serevr', 1],
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
    // Optimal string alignment: a swapped pair is not edited again, else this were 2.
    ['ca', 'abc', 3],
  ])('is, from %j to %j, %i', (a, b, expected) => {
    expect(editDistance(a, b, far)).toBe(expected)
  })

  it('gives up just above the limit', () => {
    expect(editDistance('kitten', 'sitting', 2)).toBe(3)
    expect(editDistance('personalrat', 'rechenzentrum', 1)).toBe(2)
    expect(editDistance('a', 'abcdef', 2)).toBe(3)
  })

  it('is the same in both directions, and zero only between equal words', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b, far)
        expect(editDistance(b, a, far)).toBe(distance)
        expect(distance === 0).toBe(a === b)
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length))
      }),
    )
  })

  it('is exact up to the limit, and above it only says so', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, limit) => {
        const distance = editDistance(a, b, far)
        const limited = editDistance(a, b, limit)
        if (distance <= limit) expect(limited).toBe(distance)
        else expect(limited).toBeGreaterThan(limit)
      }),
    )
  })
})
