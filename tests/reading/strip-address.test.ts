import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stripAddress } from '../../src/reading/strip-address.ts'
import { anyMessage } from '../support/texts.ts'

describe('stripAddress', () => {
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
    expect(stripAddress(text, 'mention')).toBe(expected)
  })

  it.each([
    ['no address', 'Wo stehen die Server?'],
    ['a mail address', 'Darf ich a.b@tu-dresden.de angeben?'],
    ['a mail address at the end', 'Die Frage kam von a.b@tu-dresden.de'],
    ['a time', 'Geht das um 10:30 Uhr?'],
    ['a word with a comma', 'Hallo, wo stehen die Server?'],
  ])('leaves a text with %s as it is', (_, text) => {
    expect(stripAddress(text, 'mention')).toBe(text)
  })

  it.each(['@softphone-bot', '@softphone-bot: ', ' @bot:tu-dresden.de '])('leaves nothing of %j', (text) => {
    expect(stripAddress(text, 'mention').trim()).toBe('')
  })

  it.each([
    ['the topic', 'Outlook-Kontakte: werden die hochgeladen?'],
    ['a header', 'Betreff: Speicherort\n\nBitte um Auskunft.'],
  ])('leaves %s before a colon alone where nobody was called by name', (_, text) => {
    expect(stripAddress(text, 'direct')).toBe(text)
  })

  it('takes a handle and a bot’s name off direct messages, too', () => {
    expect(stripAddress('@bot wo?', 'direct')).toBe('wo?')
    expect(stripAddress('Hinweisbot: wo?', 'direct')).toBe('wo?')
  })

  it('only takes away, at the ends', () => {
    fc.assert(
      fc.property(anyMessage, (text) => {
        expect(text).toContain(stripAddress(text, 'mention').replace(/\?$/, ''))
      }),
    )
  })
})
