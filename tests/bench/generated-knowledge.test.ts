import { describe, expect, it } from 'vitest'
import { fitExponent } from './fit-exponent.ts'
import { generateKnowledge } from './generated-knowledge.ts'
import { percentile } from '../../src/workshop/evaluate/percentile.ts'

describe('generated knowledge', () => {
  const { knowledge, messages } = generateKnowledge(50, 20, 7)

  it('is the same for the same seed', () => {
    expect(generateKnowledge(50, 20, 7)).toEqual({ knowledge, messages })
    expect(generateKnowledge(50, 20, 8).messages).not.toEqual(messages)
  })

  it('has as many different entries as asked for', () => {
    expect(new Set(knowledge.entries.map(({ id }) => id)).size).toBe(50)
    expect(new Set(generateKnowledge(10_000, 1, 1).knowledge.entries.map(({ id }) => id)).size).toBe(10_000)
  })

  it('asks for entries in words that stand in none', () => {
    const phrasings = new Set(knowledge.entries.flatMap(({ questions: { de, en } }) => [...de, ...en]))
    expect(messages.filter(({ text }) => phrasings.has(text))).toEqual([])
    expect(messages.every(({ entry }) => knowledge.entries.some(({ id }) => id === entry))).toBe(true)
  })

  it('cannot have more entries than the word lists give', () => {
    expect(() => generateKnowledge(10_001, 1, 1)).toThrow(RangeError)
  })
})

describe('the fitted exponent', () => {
  it('is that of a power law', () => {
    const points = [100, 1000, 10_000].map((x) => ({ x, y: 3 * x ** 0.4 }))
    expect(fitExponent(points)).toBeCloseTo(0.4, 9)
  })
})

describe('a percentile', () => {
  it('is one of the values', () => {
    expect(percentile([4, 1, 3, 2], 0.5)).toBe(3)
    expect(percentile([4, 1, 3, 2], 0.99)).toBe(4)
    expect(percentile([], 0.5)).toBe(0)
  })
})
