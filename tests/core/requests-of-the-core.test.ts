import { describe, expect, it } from 'vitest'
import { createCore } from '../../src/core/core.ts'
import type { Utterance } from '../../src/core/utterance.ts'
import { libraryKnowledge } from '../support/fixtures.ts'
import { outline } from '../support/replies.ts'

const privacy = { retentionHours: 24, maxAgeHours: 12, statisticsDays: 365, countsGaps: false }
const knowledge = await libraryKnowledge()
const core = createCore(knowledge, { name: 'Hinweisbot', contact: undefined, privacy })
const ask = (text: string, more: Partial<Utterance> = {}) => {
  const outcome = core.respond({ text, addressing: 'direct', ...more })
  return outcome.kind === 'ignore' ? [] : outline(outcome.reply)
}

describe('“datenschutz”', () => {
  it.each([
    ['datenschutz genau', /24 Stunden/, /12 Stunden/, /365 Tage/],
    ['privacy in full', /24 hours/, /12 hours/, /365 days/],
  ])('tells what is kept, for how long, from the configuration: %s', (text, retention, age, counts) => {
    const told = ask(text).join('\n')
    expect(told).toMatch(retention)
    expect(told).toMatch(age)
    expect(told).toMatch(counts)
    expect(told).not.toContain('{')
    expect(told).not.toMatch(/service desk/i)
  })

  it.each([
    ['datenschutz genau', /Weitergegebene Fragen: Kennungen, 7 Tage/],
    ['privacy in full', /Questions passed on: ids, 7 days/],
  ])('tells what is handed over, where that is configured: %s', async (text, told) => {
    const persona = { name: 'Hinweisbot', contact: undefined, privacy: { ...privacy, handOverDays: 7 } }
    const outcome = createCore(await libraryKnowledge(), persona).respond({ text, addressing: 'direct' })
    expect(outcome.kind === 'ignore' ? '' : outline(outcome.reply).join()).toMatch(told)
  })

  it.each([
    ['datenschutz genau', { countsGaps: true }, 'Offene Fragen zähle ich nach Thema'],
    ['privacy in full', { countsGaps: true }, 'Open questions I count by topic'],
    ['datenschutz genau', { countsGaps: true, statisticsDays: 0 }, undefined],
    ['datenschutz genau', { countsGaps: false }, undefined],
  ] as const)('tells that open questions are counted where they are: %s %j', (text, facts, sentence) => {
    const persona = { name: 'Hinweisbot', contact: undefined, privacy: { ...privacy, ...facts } }
    const outcome = createCore(knowledge, persona).respond({ text, addressing: 'direct' })
    const told = outcome.kind === 'command' ? outline(outcome.reply).join() : ''
    expect(told).not.toBe('')
    if (sentence === undefined) expect(told).not.toMatch(/Thema|topic/)
    else expect(told).toContain(sentence)
  })
})

describe('“datenschutz” alone', () => {
  it.each([
    ['datenschutz', '24 Stunden', '365 Tage', '„datenschutz genau“'],
    ['privacy', '24 hours', '365 days', '“privacy in full”'],
  ])('tells what matters most, and how to see the rest: %s', (text, ...parts) => {
    const told = ask(text).join(' ')
    for (const part of parts) expect(told).toContain(part)
    expect(told).not.toContain('{')
  })
})

describe('“quelle”', () => {
  it('shows the whole paragraph around what was quoted', () => {
    const [opening, paragraph] = ask('quelle', { topic: 'library/leihfrist' })
    expect(opening).toBe('So steht es im Zusammenhang:')
    expect(paragraph).toMatch(/^> Bücher dürfen vier Wochen ausgeliehen werden.* \(Ausleihe, 1\)$/)
  })

  it('says how to use it where nothing was quoted', () => {
    expect(ask('source')[0]).toMatch(/^Reply with “source”/)
  })
})

describe('“entwurf”', () => {
  const request = 'Wie lange darf ich ein Buch behalten?'

  it.each([
    ['de', `entwurf: ${request}`, 'Guten Tag,', 'Mit freundlichen Grüßen'],
    ['en', `draft\n${request}`, 'Hello,', 'Kind regards'],
  ])('is a letter with the quotation and without a word about the bot (%s)', (_, text, first, last) => {
    const letter = ask(text)
    expect([letter[0], letter.at(-1)]).toEqual([first, last])
    expect(
      letter.some((line) =>
        /^„Bücher dürfen vier Wochen[^]*“\n– .*, (?:Absatz|paragraph) \d+\n.*https:/.test(line),
      ),
    ).toBe(true)
    expect(letter.join()).not.toMatch(/Hinweisbot|ich /i)
  })

  it.each(['entwurf', '@hinweisbot entwurf', 'Helpdesk: entwurf'])(
    'is asked for by mention, too: %s',
    (word) => {
      expect(ask(`${word}: ${request}`, { addressing: 'mention' })[0]).toBe('Guten Tag,')
    },
  )

  it('can be asked for a message that somebody else wrote', () => {
    expect(ask(request, { draft: 'de' })[0]).toBe('Guten Tag,')
  })

  it('says how to use it where nothing is answered', () => {
    expect(ask('entwurf')[0]).toMatch(/^Schreiben Sie „entwurf:“/)
  })
})
