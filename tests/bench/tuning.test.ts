import { describe, expect, it } from 'vitest'
import { labelSentences } from '../../src/knowledge/sentence-labels.ts'
import { knowledge, message, quotes } from '../workshop/evaluate/samples.ts'
import { noMinScores, selectOutcome } from './select.ts'
import { tuneMinScores } from './tune.ts'

const answerable = {
  sentences: labelSentences(knowledge),
  quotes: new Map([
    ['books', quotes.books],
    ['maps', quotes.maps],
  ]),
}
const found = (entry: string, score: number) => [[{ entry, score }]]

describe('what is made of the hits of a library', () => {
  it('answers each query by its best entry, each entry once', () => {
    const hits = [...found('maps', 3), ...found('books', 2), ...found('maps', 9)]
    const outcome = selectOutcome({ message: message({}), hits }, noMinScores, answerable.quotes)
    expect(outcome.answers.map(({ entry }) => entry)).toEqual(['maps', 'books'])
  })

  it('declines, or stays silent in a room, when the best entry is not sure enough', () => {
    const minScores = { direct: 5, ambient: 5 }
    const select = (context: 'dm' | 'room') =>
      selectOutcome({ message: message({ context }), hits: found('maps', 3) }, minScores, answerable.quotes)
    expect(select('dm').action).toBe('decline')
    expect(select('room').action).toBe('ignore')
  })

  it('declines when the best entry is a decline', () => {
    const outcome = selectOutcome(
      { message: message({}), hits: found('price', 9) },
      noMinScores,
      answerable.quotes,
    )
    expect(outcome.action).toBe('decline')
  })
})

describe('tuning', () => {
  it('finds the score that separates answers from declines, for rooms another one', () => {
    const decline = { expect: 'decline' as const, gold: [] }
    const ignore = { expect: 'ignore' as const, gold: [], context: 'room' as const }
    const { minScores, accuracy } = tuneMinScores(
      [
        { message: message({}), hits: found('books', 7) },
        { message: message({}), hits: found('books', 5) },
        { message: message(decline), hits: found('maps', 4) },
        { message: message({ context: 'room' }), hits: found('books', 9) },
        { message: message(ignore), hits: found('books', 8) },
      ],
      answerable,
    )
    expect(minScores).toEqual({ direct: 5, ambient: 9 })
    expect(accuracy).toBe(1)
  })
})
