import { describe, expect, it } from 'vitest'
import { decide } from '../../src/matching/decide.ts'
import { declineEntry, faqEntry, matchOf } from './samples.ts'

const server = faqEntry('server', 1)
const chat = faqEntry('chat', 2)
const login = faqEntry('login', 3)
const status = faqEntry('status', 4)
const cost = declineEntry('cost')
const thresholds = { minScore: 0.6, minLikely: 1, minSuggest: 0.6 }

describe('an answer', () => {
  it('is given from the least score on', () => {
    expect(decide(matchOf([server, 0.6], [chat, 0.1]), thresholds)).toEqual({
      kind: 'match',
      entry: server,
      score: 0.6,
    })
  })

  it('is not given below it', () => {
    expect(decide(matchOf([server, 0.59]), thresholds).kind).toBe('abstention')
  })

  it('needs more where more is asked', () => {
    const match = matchOf([server, 0.7], [chat, 0.2])
    expect(decide(match, { minScore: 0.8, minLikely: 1, minSuggest: 2 }).kind).toBe('abstention')
  })

  it('counts entries that share a passage together, since the asker reads it either way', () => {
    const both = faqEntry('server-and-more', 1, 5)
    const decision = decide(matchOf([server, 0.35], [both, 0.3], [chat, 0.2]), thresholds)
    expect(decision).toMatchObject({ kind: 'match', entry: server, score: expect.closeTo(0.65) as number })
  })

  it('goes to the pair that is stronger together than a single entry', () => {
    const both = faqEntry('server-and-more', 1, 5)
    expect(
      decide(matchOf([chat, 0.32], [server, 0.3], [both, 0.3]), {
        minScore: 0.5,
        minLikely: 1,
        minSuggest: 1,
      }),
    ).toMatchObject({
      kind: 'match',
      entry: server,
    })
  })

  describe('that is likely', () => {
    const likely = { minScore: 0.9, minLikely: 0.5, minSuggest: 2 }

    it('is given if the notice is all but certain to answer, and the others are far behind', () => {
      expect(decide(matchOf([server, 0.55], [chat, 0.2], [login, 0.15]), likely)).toMatchObject({
        entry: server,
      })
    })

    it('is not given if a decline may be meant', () => {
      expect(decide(matchOf([server, 0.6], [cost, 0.3]), likely).kind).toBe('abstention')
    })

    it('is not given if another one is close', () => {
      expect(decide(matchOf([server, 0.5], [chat, 0.45]), likely).kind).toBe('abstention')
    })
  })

  it('is not given for what a decline entry is about', () => {
    expect(decide(matchOf([cost, 0.9], [server, 0.1]), thresholds)).toEqual({ kind: 'abstention', gap: cost })
  })
})

describe('a suggestion', () => {
  it('names the entries that are close, best first', () => {
    expect(decide(matchOf([chat, 0.4], [server, 0.45]), thresholds)).toEqual({
      kind: 'ambiguous',
      entries: [server, chat],
    })
  })

  it('leaves out what is far behind', () => {
    expect(decide(matchOf([server, 0.5], [chat, 0.4], [login, 0.05]), thresholds)).toMatchObject({
      entries: [server, chat],
    })
  })

  it('names three entries at most', () => {
    const decision = decide(matchOf([server, 0.25], [chat, 0.24], [login, 0.23], [status, 0.22]), thresholds)
    expect(decision).toMatchObject({ entries: [server, chat, login] })
  })

  it('names one of two entries that share a passage', () => {
    const both = faqEntry('server-and-more', 1, 5)
    expect(decide(matchOf([server, 0.3], [both, 0.1], [chat, 0.3]), thresholds)).toMatchObject({
      entries: [server, chat],
    })
  })

  it('is not made of a single entry', () => {
    expect(
      decide(matchOf([server, 0.55], [cost, 0.2]), { minScore: 0.6, minLikely: 1, minSuggest: 0.5 }).kind,
    ).toBe('abstention')
  })

  it('is not made when none of the entries is likelier', () => {
    expect(decide(matchOf([server, 0.25], [chat, 0.2]), thresholds).kind).toBe('abstention')
  })

  it('is not made of many entries of which each is unlikely', () => {
    const many = Array.from({ length: 20 }, (_, i) => [faqEntry(`entry-${i}`, i), 0.04] as const)
    expect(decide(matchOf(...many), thresholds).kind).toBe('abstention')
  })

  it('is never made where the threshold is out of reach', () => {
    expect(
      decide(matchOf([server, 0.5], [chat, 0.5]), { minScore: 0.8, minLikely: 1, minSuggest: 2 }).kind,
    ).toBe('abstention')
  })
})

describe('an abstention', () => {
  it('names the gap if its entry is likely', () => {
    expect(decide(matchOf([cost, 0.5], [server, 0.3]), thresholds)).toEqual({ kind: 'abstention', gap: cost })
  })

  it.each([
    ['its entry is unlikely', matchOf([cost, 0.2], [server, 0.3], [chat, 0.1])],
    ['none of the entries is likelier', matchOf([cost, 0.4])],
    ['nothing was found', matchOf()],
  ])('names no gap if %s', (_, match) => {
    expect(decide(match, thresholds)).toEqual({ kind: 'abstention', gap: undefined })
  })

  it('is the only decision about a text that names no topic, however much it resembles a question', () => {
    const nothingSaid = { ...matchOf([server, 0.95]), unknown: 1 }
    expect(decide(nothingSaid, thresholds)).toEqual({ kind: 'abstention', gap: undefined })
    expect(decide({ ...nothingSaid, unknownWords: ['frösche'] }, thresholds).kind).toBe('match')
  })
})
