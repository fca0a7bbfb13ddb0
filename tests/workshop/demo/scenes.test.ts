import { describe, expect, it } from 'vitest'
import { findFault } from '../../../src/workshop/demo/scenes.ts'

const quotes = { kind: 'quotes', quotes: ['primär in Frankfurt (M.)'] } as const
const decline = { kind: 'decline', says: 'sagt der Hinweis nicht' } as const

describe('the demo finds fault with', () => {
  it.each([
    [quotes, undefined],
    [quotes, '> Alle Daten werden verschlüsselt übertragen.'],
    [decline, undefined],
    [decline, '> Alle Daten werden verschlüsselt übertragen.\nAlles Weitere sagt der Hinweis nicht.'],
    [{ kind: 'silence' } as const, 'Guten Morgen!'],
  ])('%j answered by %j', (expected, reply) => {
    expect(findFault(expected, reply)).toBeTypeOf('string')
  })
})

describe('the demo is content with', () => {
  it.each([
    [quotes, '> Zwei Rechenzentren, primär in Frankfurt (M.).'],
    [decline, 'Was das kostet, sagt der Hinweis nicht.'],
    [{ kind: 'silence' } as const, undefined],
  ])('%j answered by %j', (expected, reply) => {
    expect(findFault(expected, reply)).toBeUndefined()
  })
})
