import { describe, expect, it } from 'vitest'
import { judgeQueries } from '../../src/core/judge-queries.ts'
import type { DeclineEntry, FaqEntry } from '../../src/knowledge/types.ts'
import type { Matcher } from '../../src/matching/matcher.ts'
import { readMessage } from '../../src/reading/read-message.ts'
import { declineEntry, faqEntry, matchOf } from '../matching/samples.ts'

const server = faqEntry('server', 1)
const chat = faqEntry('chat', 2)
const cost = declineEntry('cost')

/** Matches by the first of these words that the query has in it, and the others hardly; anything else is about nothing. */
const matcherOf = (
  scores: Readonly<Record<string, readonly [FaqEntry | DeclineEntry, number]>>,
): Matcher => ({
  match: ({ text }) =>
    matchOf(
      ...Object.entries(scores)
        .filter(([word]) => text.includes(word))
        .map(([, [entry, score]], i) => [entry, i === 0 ? score : 0.02] as const),
    ),
})
const decisions = (matcher: Matcher, text: string, addressing: 'direct' | 'ambient' = 'direct') =>
  judgeQueries(matcher, readMessage(text), addressing).map(({ decision }) => {
    if (decision.kind === 'match') return decision.entry.id
    return decision.kind === 'abstention' ? (decision.decline?.id ?? 'nothing') : decision.kind
  })

describe('a question that stands on its own', () => {
  const matcher = matcherOf({ Chat: [chat, 0.95], Server: [server, 0.95], kostet: [cost, 0.95] })

  it('is decided by its own words, whatever was told before', () => {
    expect(decisions(matcher, 'Ich arbeite viel am Server. Wer kann meinen Chat lesen?')).toEqual(['chat'])
  })

  it('is declined by its own words, whatever was told before', () => {
    expect(decisions(matcher, 'Ich arbeite viel am Server. Was kostet eigentlich ein Headset?')).toEqual([
      'cost',
    ])
  })

  it.each([
    ['what was told before', 0.97, 'server'],
    ['its own words', 0.93, 'chat'],
  ])('is decided by what finds the likelier answer: %s', (_, score, expected) => {
    const told = matcherOf({ Kontakte: [server, score], landen: [chat, 0.95] })
    const text = 'Ich pflege meine Kontakte im Büro. Wo landen eigentlich die Nummern?'
    expect(decisions(told, text)).toEqual([expected])
  })

  it.each([
    [0.98, 'ambiguous'],
    [0.997, 'chat'],
  ])('is decided by its own words at %d, where what was told before leads nowhere: %s', (score, expected) => {
    const told = matcherOf({ Toner: [cost, 0.4], Nummern: [chat, score] })
    const text = 'Hier riecht es nach Toner. Wo landen eigentlich die Nummern?'
    expect(decisions(told, text)).toEqual([expected])
  })

  it('does not get the answer to an earlier question from what stands before it', () => {
    const login = matcherOf({ anmelden: [server, 0.95] })
    expect(decisions(login, 'Muss ich mich zweimal anmelden? Wie wird das Wetter?')).toEqual([
      'server',
      'nothing',
    ])
  })

  it.each([
    [0.98, 'ambiguous'],
    [0.997, 'server'],
  ])('finds the only answer of a message at %d, where another asks for a gap: %s', (score, expected) => {
    const gap = matcherOf({ Server: [server, score], kostet: [cost, 0.95] })
    expect(decisions(gap, 'Wo stehen die Server? Was kostet ein Headset?')).toEqual([expected, 'cost'])
  })

  it('is decided one by one', () => {
    expect(
      decisions(matcher, 'Wo stehen die Server? Und wer kann den Chat lesen? Was kostet ein Headset?'),
    ).toEqual(['server', 'chat', 'cost'])
  })
})

describe('a question that points back', () => {
  const story = 'Wir nutzen jetzt die Server von Cisco. Und wo liegt das?'

  it('gets its topic from the sentence before', () => {
    const [considered] = judgeQueries(matcherOf({ Server: [server, 0.95] }), readMessage(story), 'direct')
    expect(considered?.query.isDependent).toBe(true)
    expect(considered?.matched).toContain('Server')
    expect(considered?.decision).toMatchObject({ kind: 'match', entry: server })
  })

  it('is decided by its own words if what was asked just before drowns them', () => {
    const matcher = matcherOf({ servers: [server, 0.95], encrypted: [chat, 0.95] })
    expect(decisions(matcher, 'where are the servers and is it encrypted')).toEqual(['server', 'chat'])
  })

  it('is not decided by its own words if what it points back to rules that out', () => {
    const matcher: Matcher = {
      match: ({ text }) => matchOf(text.includes('contacts') ? [chat, 0.95] : [server, 0.95]),
    }
    expect(decisions(matcher, 'where are the contacts and what does it take from there')).toEqual([
      'chat',
      'chat',
    ])
  })

  it('needs more certainty than one with a topic of its own', () => {
    const matcher = matcherOf({ Server: [server, 0.82], servers: [server, 0.95], encrypted: [chat, 0.82] })
    expect(decisions(matcher, 'Wo stehen die Server?')).toEqual(['server'])
    expect(decisions(matcher, story)).toEqual(['ambiguous'])
    expect(decisions(matcher, 'where are the servers and is it encrypted')).toEqual(['server', 'server'])
  })
})

describe('certainty', () => {
  const unsure = matcherOf({ Server: [server, 0.82] })

  it('suffices in a direct message before it does in a room', () => {
    expect(decisions(unsure, 'Wo stehen die Server?')).toEqual(['server'])
    expect(decisions(unsure, 'Wo stehen die Server?', 'ambient')).toEqual(['nothing'])
  })

  it('suffices in a room when it is high', () => {
    expect(decisions(matcherOf({ Server: [server, 0.97] }), 'Wo stehen die Server?', 'ambient')).toEqual([
      'server',
    ])
  })
})

describe('a text without words', () => {
  it('has nothing to decide', () => {
    expect(judgeQueries(matcherOf({}), readMessage(' '), 'direct')).toEqual([])
  })
})
