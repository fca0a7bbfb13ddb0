import { describe, expect, it } from 'vitest'
import { decide } from '../../src/matching/decide.ts'
import { declineEntry, faqEntry, matchOf, noticeMatchOf } from './samples.ts'

const server = faqEntry('server', 1)
const chat = faqEntry('chat', 2)
const login = faqEntry('login', 3)
const status = faqEntry('status', 4)
const cost = declineEntry('cost')
const thresholds = { minScore: 0.6, minNearest: 0.3 }

describe('an answer', () => {
  it('is given from the least score on', () => {
    expect(decide(matchOf([server, 0.6], [chat, 0.1]), thresholds)).toEqual({
      kind: 'match',
      entry: server,
      score: 0.6,
    })
  })

  it('is not given below it', () => {
    expect(decide(matchOf([server, 0.59]), thresholds).kind).toBe('ambiguous')
  })

  it('needs more where more is asked', () => {
    const match = matchOf([server, 0.7], [chat, 0.2])
    expect(decide(match, { minScore: 0.8, minNearest: 2 }).kind).toBe('abstention')
  })

  it('needs more in a notice of few phrasings', () => {
    const [match] = matchOf([server, 0.7], [chat, 0.2])
    const decided = (written: number) => decide([{ ...match, written }], thresholds).kind
    expect([500, 100, 6, 1].map(decided)).toEqual(['match', 'match', 'ambiguous', 'ambiguous'])
    expect(decide([{ ...matchOf([server, 0.9])[0], written: 1 }], thresholds).kind).toBe('match')
  })

  it('needs a little less among many entries, if the bot was asked', () => {
    const [match] = matchOf([server, 0.55], [chat, 0.2])
    const decided = (entries: number, minNearest: number) =>
      decide([{ ...match, entries }], { ...thresholds, minNearest }).kind
    expect([decided(20, 0.3), decided(300, 0.3), decided(300, 2)]).toEqual([
      'ambiguous',
      'match',
      'abstention',
    ])
  })

  it('accounts for the words of the question where the notice has many phrasings', () => {
    const [match] = matchOf([server, 0.9])
    const covering = (coverage: number, written: number) => {
      const hits = match.hits.map((one) => ({ ...one, evidence: { ...one.evidence, coverage } }))
      return decide([{ ...match, hits, written }], { ...thresholds, minScore: 0.5 }).kind
    }
    expect([covering(0.2, 500), covering(0.4, 500), covering(0.2, 20)]).toEqual([
      'ambiguous',
      'match',
      'match',
    ])
  })

  it('needs only to be likelier than all others if the question is written down for it', () => {
    const [match] = matchOf([server, 0.32], [chat, 0.2])
    const hits = match.hits.map((one) => ({ ...one, evidence: { ...one.evidence, similarity: 0.99 } }))
    expect(decide([{ ...match, hits, written: 6 }], thresholds)).toMatchObject({
      kind: 'match',
      entry: server,
    })
  })

  it('is never a passage that nobody has written questions for', () => {
    const alone = { ...server, questions: { de: [], en: [] } }
    const [match] = matchOf([alone, 0.9])
    const resembling = (passage: number) => ({
      ...match,
      hits: match.hits.map((one) => ({ ...one, evidence: { ...one.evidence, passage } })),
    })
    expect(decide([resembling(0.4)], thresholds)).toEqual({ kind: 'ambiguous', entries: [alone] })
  })

  it('counts entries that share a passage together, since the asker reads it either way', () => {
    const both = faqEntry('server-and-more', 1, 5)
    const decision = decide(matchOf([server, 0.35], [both, 0.3], [chat, 0.2]), thresholds)
    expect(decision).toMatchObject({ kind: 'match', entry: server, score: expect.closeTo(0.65) as number })
  })

  it('goes to the pair that is stronger together than a single entry', () => {
    const both = faqEntry('server-and-more', 1, 5)
    expect(decide(matchOf([chat, 0.32], [server, 0.3], [both, 0.3]), thresholds)).toMatchObject({
      kind: 'match',
      entry: server,
    })
  })

  it('is not given for what a decline entry is about', () => {
    expect(decide(matchOf([cost, 0.9], [server, 0.1]), thresholds)).toEqual({
      kind: 'abstention',
      decline: cost,
    })
  })
})

describe('the nearest entries', () => {
  it('are shown best first', () => {
    expect(decide(matchOf([chat, 0.4], [server, 0.45]), thresholds)).toEqual({
      kind: 'ambiguous',
      entries: [server, chat],
    })
  })

  it('are a single one if the others are far behind', () => {
    expect(decide(matchOf([server, 0.55], [chat, 0.01]), thresholds)).toEqual({
      kind: 'ambiguous',
      entries: [server],
    })
  })

  it('are shown at less in a notice of few phrasings', () => {
    const [match] = matchOf([server, 0.2], [cost, 0.3])
    const shown = (written: number) => decide([{ ...match, written }], thresholds).kind
    expect([500, 6].map(shown)).toEqual(['abstention', 'ambiguous'])
  })

  it('are shown at more among many entries, as some always seem near', () => {
    const [match] = matchOf([server, 0.5], [cost, 0.3])
    const shown = (entries: number) => decide([{ ...match, entries, written: 6 }], thresholds).kind
    expect([20, 100, 300, 1000].map(shown)).toEqual(['ambiguous', 'ambiguous', 'abstention', 'abstention'])
  })

  it('are three at most', () => {
    const decision = decide(matchOf([server, 0.25], [chat, 0.24], [login, 0.23], [status, 0.22]), thresholds)
    expect(decision).toMatchObject({ entries: [server, chat, login] })
  })

  it('have one of two entries that share a passage', () => {
    const both = faqEntry('server-and-more', 1, 5)
    expect(decide(matchOf([server, 0.3], [both, 0.1], [chat, 0.3]), thresholds)).toMatchObject({
      entries: [server, chat],
    })
  })

  it('are not shown if the notice hardly answers the question', () => {
    expect(decide(matchOf([server, 0.15], [chat, 0.1]), thresholds).kind).toBe('abstention')
  })

  it('are not shown if each of many is unlikely', () => {
    const many = Array.from({ length: 40 }, (_, i) => [faqEntry(`entry-${i}`, i), 0.02] as const)
    expect(decide(matchOf(...many), thresholds).kind).toBe('abstention')
  })

  it('are not shown if they have nothing in common with the question', () => {
    const [match] = matchOf([server, 0.5], [chat, 0.1])
    const hits = match.hits.map((one) => ({ ...one, evidence: { ...one.evidence, similarity: 0.05 } }))
    expect(decide([{ ...match, hits }], thresholds).kind).toBe('abstention')
  })

  it('are never shown where the threshold is out of reach', () => {
    const match = matchOf([server, 0.5], [chat, 0.5])
    expect(decide(match, { minScore: 0.8, minNearest: 2 }).kind).toBe('abstention')
  })
})

describe('an abstention', () => {
  it('names the gap if its entry is likelier than all else together', () => {
    expect(decide(matchOf([cost, 0.5], [server, 0.2]), thresholds)).toEqual({
      kind: 'abstention',
      decline: cost,
    })
  })

  it.each([
    ['its entry is unlikely', matchOf([cost, 0.2], [server, 0.2])],
    ['none of the entries is likelier', matchOf([cost, 0.4])],
    ['nothing was found', matchOf()],
  ])('names no gap if %s', (_, match) => {
    expect(decide(match, thresholds)).toEqual({ kind: 'abstention', decline: undefined })
  })

  it('names no gap that accounts neither for the words nor for the meaning of the question', () => {
    const [match] = matchOf([cost, 0.9])
    const named = (coverage: number, meaning: number) => {
      const hits = match.hits.map((one) => ({
        ...one,
        evidence: { ...one.evidence, coverage, meaning: Math.log(meaning) },
      }))
      const decided = decide([{ ...match, hits }], thresholds)
      return decided.kind === 'abstention' && decided.decline !== undefined
    }
    expect([named(0.1, 0.1), named(0.4, 0.1), named(0.1, 0.4)]).toEqual([false, true, true])
  })

  it('is the only decision about a text that names no topic, however much it resembles a question', () => {
    const [match] = matchOf([server, 0.95])
    expect(decide([{ ...match, unknown: 1 }], thresholds)).toEqual({ kind: 'abstention', decline: undefined })
    const strange = { ...match, unknown: 1, unknownWords: ['frösche'] }
    expect(decide([strange], thresholds).kind).toBe('match')
  })
})

describe('a decision between notices', () => {
  const parking = { ...faqEntry('parking', 7), notice: 'campus' }
  /** Their probabilities sum up to 1, as each notice has its share. */
  const between = (
    campus: readonly [typeof parking, number],
    rules: readonly [typeof server | typeof cost, number],
  ) =>
    [noticeMatchOf('campus', campus), noticeMatchOf('rules', rules)].map((match) => ({ ...match, none: 0 }))

  it('goes to the one that is certain, with less certainty than alone', () => {
    const matches = between([parking, 0.46], [cost, 0.43])
    expect(decide(matches, thresholds)).toMatchObject({ kind: 'match', entry: parking })
    expect(decide(matches.slice(0, 1), thresholds).kind).toBe('ambiguous')
  })

  it('shows the nearest of both if both may answer', () => {
    const matches = between([parking, 0.44], [server, 0.42])
    expect(decide(matches, thresholds)).toEqual({ kind: 'ambiguous', entries: [parking, server] })
  })

  it('counts on all of them together when it asks whether a question is answered at all', () => {
    const matches = between([parking, 0.12], [server, 0.12])
    expect(decide(matches, thresholds).kind).toBe('ambiguous')
    expect(decide(matches.slice(0, 1), thresholds).kind).toBe('abstention')
  })

  it('shows the nearest at less than one alone would', () => {
    const matches = between([parking, 0.25], [cost, 0.4])
    expect(decide(matches, thresholds).kind).toBe('ambiguous')
    expect(decide(matches.slice(0, 1), thresholds).kind).toBe('abstention')
  })

  it('names the gap of one only if it is likelier than all else', () => {
    expect(decide(between([parking, 0.15], [cost, 0.6]), thresholds)).toEqual({
      kind: 'abstention',
      decline: cost,
    })
    expect(decide(between([parking, 0.4], [cost, 0.6]), thresholds).kind).toBe('ambiguous')
  })
})
