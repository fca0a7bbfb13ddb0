import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toPhrase } from '../../src/language/words.ts'
import { noticeProbability } from '../../src/matching/match.ts'
import { createMatcher } from '../../src/matching/matcher.ts'
import { loadKnowledge } from '../../src/knowledge-files/knowledge-files.ts'
import { fixtureFolder, libraryKnowledge } from '../support/fixtures.ts'
import { anyMessage } from '../support/texts.ts'

const knowledge = await libraryKnowledge()
const matcher = createMatcher(knowledge)
const matchLibrary = (query: string) => {
  const [match] = matcher.match(toPhrase(query))
  if (match === undefined) throw new Error('the library is not known')
  return match
}
const ranking = (query: string, length: number) =>
  matchLibrary(query)
    .hits.slice(0, length)
    .map(({ target }) => target.entry.id)

describe('rankings', () => {
  it.each([
    {
      query: 'Wie lange darf ich Bücher behalten?',
      because: 'the first shares all words, the second "länger behalten", the third only "wie lange"',
      expected: ['library/leihfrist', 'library/verlaengerung', 'library/oeffnungszeiten'],
    },
    {
      query: 'Was kostet das Kopieren?',
      because: '"kopieren" counts most, then "was kostet das", then the concept of money',
      expected: ['library/drucken', 'library/parken', 'library/gebuehren'],
    },
    {
      query: 'Wo kann ich meinen Beutel lassen?',
      because: 'a bag by another name is a bag; the others share only "wo kann ich"',
      expected: ['library/schliessfaecher', 'library/drucken', 'library/parken'],
    },
    {
      query: 'Was kostet eine verspätete Rückgabe?',
      because: 'being late weighs more than the cost that the two gaps share',
      expected: ['library/gebuehren', 'library/drucken', 'library/parken'],
    },
    {
      query: 'How much do I pay for a late book?',
      because: 'paying for a book, then "how much"',
      expected: ['library/gebuehren', 'library/drucken'],
    },
    {
      query: 'Ausleihe',
      because: 'the word itself, then the verb',
      expected: ['library/ausleihe-im-ganzen', 'library/leihfrist'],
    },
  ])('of "$query": $because', ({ query, expected }) => {
    expect(ranking(query, expected.length)).toEqual(expected)
  })

  it('keep nothing but the two entries that a single word leads to', () => {
    const likely = matchLibrary('Lesesaal').hits.filter(({ score }) => score > 0.05)
    expect(likely.map(({ target }) => target.entry.id).sort()).toEqual(['library/getraenke', 'library/ruhe'])
  })

  it.each([
    ['typos', 'wan ist offfen', 'library/oeffnungszeiten'],
    ['umlauts written out', 'SCHLIESSFAECHER WO', 'library/schliessfaecher'],
    ['another form of the word', 'verlängern lassen', 'library/verlaengerung'],
    ['English', 'which card must i show', 'library/ausweis'],
    ['both languages at once', 'Ist die library on Sunday offen?', 'library/oeffnungszeiten'],
    ['one of its own phrasings', 'Mahngebühr Höhe', 'library/gebuehren'],
  ])('are led by the right entry in spite of %s', (_, query, expected) => {
    expect(ranking(query, 1)).toEqual([expected])
  })
})

describe('a match', () => {
  it('finds every example question under its own entry', () => {
    const strays = [...knowledge.entries, ...knowledge.declines].flatMap(({ id, questions }) =>
      [...questions.de, ...questions.en].filter((question) => ranking(question, 1)[0] !== id),
    )
    expect(strays).toEqual([])
  })

  it('is unlikely to be about any entry when the words are strange', () => {
    const { hits, none, unknownWords } = matchLibrary('Warum quaken Frösche?')
    expect(unknownWords).toEqual(['quaken', 'froesche'])
    expect(none).toBeGreaterThan(hits[0]?.score ?? 0)
  })

  it('counts a text without any topic as wholly unknown', () => {
    expect(matchLibrary('und was ist das denn').unknown).toBe(1)
  })

  it('names the example question that is closest', () => {
    expect(matchLibrary('Wo lasse ich meinen Hut?').hits[0]?.question).toBe('Wo lasse ich meinen Mantel?')
  })

  it('is the same from a matcher made anew: training knows no chance', () => {
    const again = createMatcher(knowledge)
    for (const query of ['Was kostet das?', 'Wie lange ist offen?', 'Lesesaal', 'strange words']) {
      expect(again.match(toPhrase(query))).toEqual(matcher.match(toPhrase(query)))
    }
  })

  it('shares one certainty between the entries and none of them, whatever the text', () => {
    fc.assert(
      fc.property(anyMessage, (text) => {
        const { hits, none, unknown } = matchLibrary(text)
        const scores = hits.map(({ score }) => score)
        expect(scores.reduce((sum, score) => sum + score, none)).toBeCloseTo(1)
        expect(scores).toEqual(scores.toSorted((a, b) => b - a))
        expect(Math.min(...scores, none, unknown)).toBeGreaterThanOrEqual(0)
        expect(unknown).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('beside other notices', async () => {
  const several = createMatcher(await loadKnowledge(fixtureFolder('small')))
  const sharesFor = (query: string, among?: readonly string[]) =>
    several
      .match(toPhrase(query), among)
      .map((match) => ({ notice: match.notice, share: noticeProbability(match) }))

  it('the one that a question is about has nearly all of the probability', () => {
    const [first, ...others] = sharesFor('Karte verloren, was nun?')
    expect(first?.notice).toBe('door-cards')
    expect(first?.share).toBeGreaterThan(0.8)
    expect(others).toHaveLength(4)
  })

  it('none has most of it for a question that may be about any', () => {
    expect(Math.max(...sharesFor('Wie lange dauert das?').map(({ share }) => share))).toBeLessThan(0.6)
  })

  it('shares one certainty with them, whatever the text', () => {
    fc.assert(
      fc.property(anyMessage, (text) => {
        expect(sharesFor(text).reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
      }),
    )
  })

  it('has all of it where only that one is asked', () => {
    expect(sharesFor('Wie lange dauert das?', ['door-cards'])).toEqual([
      { notice: 'door-cards', share: expect.closeTo(1) as number },
    ])
  })
})
