import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseMarkedMessages, toCounted } from '../../src/workshop/count-questions.ts'
import { readMessage } from '../../src/reading/read-message.ts'

const messagesIn = (file: string) =>
  parseMarkedMessages(readFileSync(new URL(`../fixtures/messages/${file}`, import.meta.url), 'utf8'))

describe('marked messages', () => {
  it('are parsed into a text and its questions', () => {
    expect(parseMarkedMessages('### one\nHallo, ‹wo ist\n> das?› ‹Und das?›\n###\nDanke!\n')).toEqual([
      { text: 'Hallo, wo ist\n> das? Und das?', marked: ['wo ist das?', 'Und das?'] },
      { text: 'Danke!', marked: [] },
    ])
  })

  it('are right if they have as many questions as marked, and place those that share most words', () => {
    const text = 'Wer druckt hier? Wer zahlt den Toner?'
    expect(toCounted({ text, marked: ['Wer druckt hier?', 'Wer zahlt den Toner?'] })).toMatchObject({
      isRight: true,
      placed: 2,
    })
    expect(toCounted({ text, marked: ['Wer druckt hier?'] })).toMatchObject({ isRight: false, placed: 1 })
  })

  // A step below what `npm run count-questions` measured, so that a change for the worse is noticed.
  it.each([
    ['fit.txt', 0.96],
    ['held-out.txt', 0.93],
  ])('of %s have the right number of questions in at least %d of all cases', (file, least) => {
    const counted = messagesIn(file).map(toCounted)
    expect(counted.filter(({ isRight }) => isRight).length / counted.length).toBeGreaterThanOrEqual(least)
  })
})

describe('a question of several parts', () => {
  it.each([
    ['hallo wo ist der schlüssel', ['wo ist der schlüssel']],
    ['hab den antrag abgegeben wann werde ich freigeschaltet', ['wann werde ich freigeschaltet']],
    ['Brauchen Gäste Karten, und wo holen sie die ab?', ['Brauchen Gäste Karten', 'wo holen sie die ab?']],
  ])('%j asks each once', (text, expected) => {
    expect(readMessage(text).queries.map((query) => query.text)).toEqual(expected)
  })

  it('is asked by the mail that is passed on, and not by the note above it', () => {
    const mail = 'Ist das was für dich?\n\nVon: Lager\n\nHallo, wann kommt der Toner?'
    expect(readMessage(mail).queries.map((query) => query.text)).toEqual(['wann kommt der Toner?'])
    expect(readMessage('Ist das was für dich?').queries).toHaveLength(1)
  })
})
