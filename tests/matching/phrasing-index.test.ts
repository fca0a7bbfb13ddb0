import { describe, expect, it } from 'vitest'
import { maxPostings } from '../../src/matching/constants.ts'
import type { Vector } from '../../src/matching/feature-space.ts'
import { createPhrasingIndex, createPhrasingSearch } from '../../src/matching/phrasing-index.ts'

const vector = (weights: Readonly<Record<number, number>>): Vector => ({
  features: Int32Array.from(Object.keys(weights).map(Number)),
  weights: Float32Array.from(Object.values(weights)),
})
const phrasings = [vector({ 0: 1 }), vector({ 0: 0.6, 1: 0.8 }), vector({ 2: 1 }), vector({ 1: 1 })]
const index = createPhrasingIndex(phrasings, 3)
const found = (query: Vector, limit = 10) =>
  createPhrasingSearch(index)(query, limit).map(({ phrasing }) => phrasing)

describe('the phrasing index', () => {
  it('ranks by the product of the weights', () => {
    // 0.6 · 0.6 + 0.8 · 0.8 = 1, then 0.8 for the second feature alone, then 0.6 for the first.
    expect(found(vector({ 0: 0.6, 1: 0.8 }))).toEqual([1, 3, 0])
  })

  it('finds nothing that shares no feature', () => {
    expect(found(vector({ 2: 1 }))).toEqual([2])
    expect(found(vector({}))).toEqual([])
  })

  it('keeps the order of the knowledge between equals, and the limit', () => {
    const twins = createPhrasingIndex([vector({ 0: 1 }), vector({ 0: 1 }), vector({ 0: 1 })], 1)
    expect(createPhrasingSearch(twins)(vector({ 0: 1 }), 2)).toEqual([
      { phrasing: 0, score: 1 },
      { phrasing: 1, score: 1 },
    ])
  })

  it('does not look up what too many phrasings share', () => {
    const many = Array.from({ length: maxPostings + 1 }, (_, i) =>
      vector(i === 0 ? { 0: 0.6, 1: 0.8 } : { 0: 1 }),
    )
    const hits = createPhrasingSearch(createPhrasingIndex(many, 2))(vector({ 0: 0.6, 1: 0.8 }), 10)
    expect(hits.map(({ phrasing }) => phrasing)).toEqual([0])
  })
})
