import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { probabilityOfAskingEverybody } from '../../src/reading/room-question.ts'
import { readUtterance } from '../../src/core/utterance.ts'
import { maxQueries, readMessage } from '../../src/reading/read-message.ts'

/** Pieces that mails and chats are made of, in any order. */
const piece = fc.constantFrom(
  'Wo liegt der Schlüssel?',
  'und wer hat ihn',
  'Hallo zusammen,',
  'Gruß',
  'Mit freundlichen Grüßen',
  '> ',
  '>> ',
  '\n',
  '\n\n',
  ' ',
  'Von: Lager',
  'Betreff: Schlüssel',
  '-----Ursprüngliche Nachricht-----',
  'Am 3.3. schrieb Lager:',
  '[10:14] Lager: ',
  '1. ',
  'a) ',
  '- ',
  'Ticket#20250101',
  '| a | b |',
  '-- ',
  'Erstens, ',
  'Frage 1: ',
  'PS: ',
  '___',
  '?',
  '…',
  '"',
  'Danke',
  '> <@a:b.c> ',
  'z.B. ',
  'Re: ',
)
const mail = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))
const anyText = fc.oneof(mail, fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 300 }))
const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? []

describe('readMessage, on any text', () => {
  it('returns at least one query for a text with a word in it, and a bounded number', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const queries = readMessage(text).queries
        expect(queries.length).toBeLessThanOrEqual(maxQueries)
        if (/[\p{L}\p{N}]/u.test(text)) expect(queries.length).toBeGreaterThan(0)
        for (const query of queries) expect(query.text.trim()).not.toBe('')
      }),
    )
  })

  it('invents no word', () => {
    fc.assert(
      fc.property(mail, (text) => {
        const own = new Set(wordsOf(text))
        for (const query of readMessage(text).queries)
          for (const word of wordsOf(`${query.text} ${query.background.text}`)) expect(own).toContain(word)
      }),
    )
  })

  it('keeps its texts short', () => {
    const [query] = readMessage('wort '.repeat(12_000)).queries
    expect(query?.text.length).toBeLessThanOrEqual(320)
  })
})

describe('what a sentence is for', () => {
  it('has probabilities that sum up to one, in any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { purpose } of readMessage(text).sentences)
          expect(Object.values(purpose).reduce((sum, probability) => sum + probability)).toBeCloseTo(1)
      }),
    )
  })

  it('never has what is only quoted ask everybody in a room', () => {
    fc.assert(
      fc.property(mail, (text) => {
        const quoted = text.replaceAll(/^/gm, '> ')
        expect(probabilityOfAskingEverybody(readUtterance({ text: quoted, addressing: 'ambient' }))).toBe(0)
      }),
    )
  })
})
