import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stripMentions } from '../../src/reading/strip-mentions.ts'
import { readUtterance } from '../../src/core/utterance.ts'
import { probabilityOfAskingEverybody } from '../../src/reading/room-question.ts'
import { minRoomAnswer } from '../../src/matching/constants.ts'
import { anyMessage } from '../support/texts.ts'

const strip = (text: string, audience: 'room' | 'bot') => stripMentions(text, audience).text

describe('stripMentions', () => {
  it.each([
    ['a handle', '@softphone-bot wo stehen die Server?', 'wo stehen die Server?'],
    ['a handle with a colon', '@softphone-bot: wo stehen die Server?', 'wo stehen die Server?'],
    ['a full Matrix id', '@hinweisbot:matrix.tu-dresden.de wo stehen die Server?', 'wo stehen die Server?'],
    ['a full Matrix id with a colon', '@hinweisbot:tu-dresden.de: wo?', 'wo?'],
    ['a display name', 'Softphone-Bot: wo stehen die Server?', 'wo stehen die Server?'],
    ['another display name', 'Helpdesk: wo?', 'wo?'],
    ['a name with a comma', 'Helpdesk-Bot, wo stehen die Server?', 'wo stehen die Server?'],
    ['a handle at the end', 'Wo stehen die Server @softphone-bot', 'Wo stehen die Server'],
    ['a handle before the mark', 'Wo stehen die Server, @softphone-bot?', 'Wo stehen die Server?'],
    ['a full id at the end', 'Wo stehen die Server? @bot:tu-dresden.de', 'Wo stehen die Server?'],
    ['a line break after it', '@bot\nWo stehen die Server?', 'Wo stehen die Server?'],
  ])('takes off %s', (_, text, expected) => {
    expect(strip(text, 'bot')).toBe(expected)
  })

  it.each([
    ['no address', 'Wo stehen die Server?'],
    ['a mail address', 'Darf ich a.b@tu-dresden.de angeben?'],
    ['a mail address at the end', 'Die Frage kam von a.b@tu-dresden.de'],
    ['a time', 'Geht das um 10:30 Uhr?'],
    ['a word with a comma', 'Hallo, wo stehen die Server?'],
  ])('leaves a text with %s as it is', (_, text) => {
    expect(strip(text, 'bot')).toBe(text)
  })

  it.each(['@softphone-bot', '@softphone-bot: ', ' @bot:tu-dresden.de '])('leaves nothing of %j', (text) => {
    expect(strip(text, 'bot').trim()).toBe('')
  })

  it.each([
    ['the topic', 'Outlook-Kontakte: werden die hochgeladen?'],
    ['a header', 'Betreff: Speicherort\n\nBitte um Auskunft.'],
  ])('leaves %s before a colon alone', (_, text) => {
    expect(strip(text, 'bot')).toBe(text)
    expect(strip(`@bot ${text}`, 'bot')).toBe(text)
  })

  it('takes a handle and a bot’s name off direct messages, too', () => {
    expect(strip('@bot wo?', 'bot')).toBe('wo?')
    expect(strip('Hinweisbot: wo?', 'bot')).toBe('wo?')
  })

  it('makes a text longer by the blanks that were missing at most', () => {
    fc.assert(
      fc.property(anyMessage, (text) => {
        const said = strip(text, 'bot').replace(/\s/gu, '')
        const whole = text.replace(/\s/gu, '')
        expect(whole.length).toBeGreaterThanOrEqual(said.length)
      }),
    )
  })
})

const id = '@hinweisbot:staff.test'
const page = 'https://tu-dresden.de/zih/softphone?lang=de#a(1)'

describe('no word of a question is', () => {
  it.each([
    [`[${id}](https://matrix.to/#/${id}) Wo stehen die Server?`],
    [`[Hinweisbot](https://matrix.to/#/${id}): Wo stehen die Server?`],
    ['[Hinweisbot](https://matrix.to/#/%40hinweisbot%3Astaff.test) Wo stehen die Server?'],
    [`[Hinweisbot](matrix:u/hinweisbot:staff.test) Wo stehen die Server?`],
    [`[Anna [ZIH]](https://matrix.to/#/@anna:staff.test): Wo stehen die Server?`],
    [`Wo stehen die Server, [Hinweisbot](https://matrix.to/#/${id})?`],
    [`Hinweisbot (${id}): Wo stehen die Server?`],
    [`Hinweisbot (${id}) Wo stehen die Server?`],
    [`Anna Muster (@anna:staff.test), Wo stehen die Server?`],
    [`(${id}): Wo stehen die Server?`],
    [`${id}, @anna: Wo stehen die Server?`],
    [`@anna:staff.test:8448 Wo stehen die Server?`],
    [`https://matrix.to/#/${id} Wo stehen die Server?`],
    [`Wo stehen die Server ${id}?`],
    [`#helpdesk:staff.test Wo stehen die Server?`],
    [`${page} Wo stehen die Server?`],
    [`<${page}> Wo stehen die Server?`],
    [`Wo stehen die Server? ${page}`],
    [`Wo stehen die Server (${page})?`.replace('(http', 'http').replace('))?', ')?')],
    [`Wo stehen die Server? zih.tu-dresden.de/softphone`],
    [`@room Wo stehen die Server?`],
  ])('anything but the question in: %s', (text) => {
    expect(strip(text, 'bot').trim()).toBe('Wo stehen die Server?')
  })

  it.each([
    ['a mention', `Wo stehen ${id} die Server?`],
    ['a link to a person', `Wo stehen [Anna](https://matrix.to/#/@anna:staff.test) die Server?`],
    ['a URL', `Wo stehen ${page} die Server?`],
  ])('%s in the middle', (_, text) => {
    expect(strip(text, 'bot')).toBe('Wo stehen die Server?')
  })

  it.each([
    [
      'the text of a link',
      `Was steht im [Hinweis zum Softphone](${page})?`,
      'Was steht im Hinweis zum Softphone?',
    ],
    ['the mark behind a URL', `Gilt das auch für ${page}?`.replace('#a(1)', ''), 'Gilt das auch für?'],
    ['a comma before a mention', 'Danke, Anna, wo stehen die Server?', 'Danke, Anna, wo stehen die Server?'],
    ['the end of a mail address', 'Muss ich @tu-dresden.de anhängen?', 'Muss ich @tu-dresden.de anhängen?'],
  ])('but %s stays', (_, text, expected) => {
    expect(strip(text, 'bot')).toBe(expected)
  })

  it('a name that only the ambient form has before it', () => {
    for (const from of ['<anna>', '[anna]', '[Anna Muster]:'])
      expect(strip(`${from} Wo stehen die Server?`, 'room')).toBe('Wo stehen die Server?')
    expect(strip('[SIP] Wo stehen die Server?', 'bot')).toBe('[SIP] Wo stehen die Server?')
  })

  it.each([
    ['Wo stehen die Server?Danke schonmal!', 'Wo stehen die Server? Danke schonmal!'],
    ['Hallo,Wo stehen die Server?', 'Hallo, Wo stehen die Server?'],
    ['Ich bin neu.Wo stehen die Server?', 'Ich bin neu. Wo stehen die Server?'],
    ['Sind 1,5 Stunden z.B. zu lang?', 'Sind 1,5 Stunden z.B. zu lang?'],
  ])('glued to the one before: %s', (text, expected) => {
    expect(strip(text, 'bot')).toBe(expected)
  })

  it('looked for in more time than its length demands', () => {
    const parts = [
      '[',
      '](',
      '(@',
      '@a',
      '@a:',
      'www.',
      '<http://',
      'a.',
      ' (@a:b',
      '\u{F8FF}',
      '[[a]',
      '!(',
      '@a.',
      ' #a:b',
      ' a.de/',
      '\t@a:b (@a:b)',
      '; matrix:u/',
    ]
    for (const part of parts) {
      const started = performance.now()
      strip(`x${part.repeat(60_000 / part.length)} x`, 'bot')
      expect([part, performance.now() - started < 500]).toEqual([part, true])
    }
  })
})

describe('in a room', () => {
  it.each([
    '@room Wo stehen die Server?',
    '@alle: Wo stehen die Server?',
    '<anna> Wo stehen die Server?',
    '[anna] Wo stehen die Server?',
    'Wo stehen die Server?Danke schonmal!',
    'Hallo,Wo stehen die Server?',
    `${page} Wo stehen die Server?`,
  ])('everybody is asked with: %s', (text) => {
    expect(
      probabilityOfAskingEverybody(readUtterance({ text, addressing: 'ambient' })),
    ).toBeGreaterThanOrEqual(minRoomAnswer)
  })

  it.each([
    '[Anna Muster](https://matrix.to/#/@anna:staff.test) weißt du, wo die Server stehen?',
    'Anna Muster (@anna:staff.test): wo stehen die Server?',
    '@anna:staff.test wo stehen die Server?',
  ])('one person is asked with: %s', (text) => {
    expect(probabilityOfAskingEverybody(readUtterance({ text, addressing: 'ambient' }))).toBeLessThan(
      minRoomAnswer,
    )
  })
})
