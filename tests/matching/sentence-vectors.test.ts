import { describe, expect, it } from 'vitest'
import { centerOf, towardsCenters } from '../../src/matching/sentence-vectors.ts'

const vector = (...values: readonly number[]) => Int8Array.from(values)

describe('the center of vectors', () => {
  it('counts each direction alike, however long the vector', () => {
    expect([...centerOf([vector(100, 0), vector(0, 1)])]).toEqual([0.5, 0.5])
  })
})

describe('how far a vector lies towards centers', () => {
  const [up, right] = [Float32Array.of(0, 1), Float32Array.of(1, 0)]

  it('tells the one that it is like from the other', () => {
    const [towardsUp = 0, towardsRight = 0] = towardsCenters(vector(3, 90), [up, right])
    expect(towardsUp).toBeGreaterThan(0.5)
    expect(towardsRight).toBeLessThan(-0.5)
  })

  it('is nothing where there is no other, and between them', () => {
    expect(towardsCenters(vector(3, 90), [up])).toEqual([0])
    expect(towardsCenters(vector(5, 5), [up, right])[0]).toBeCloseTo(0)
    expect(towardsCenters(vector(5, 5), [])).toEqual([])
  })
})
