import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stripAddress } from '../../src/dialogue/strip-address.ts'
import { anyMessage } from '../support/texts.ts'

describe('stripAddress', () => {
  it.each([
    ['a handle', '@softphone-bot wo stehen die Server?', 'wo stehen die Server?'],
    ['a handle with a colon', '@softphone-bot: wo stehen die Server?', 'wo stehen die Server?'],
    ['a full Matrix id', '@hinweisbot:matrix.tu-dresden.de wo stehen die Server?', 'wo stehen die Server?'],
    ['a full Matrix id with a colon', '@hinweisbot:tu-dresden.de: wo?', 'wo?'],
    ['a display name', 'Softphone-Bot: wo stehen die Server?', 'wo stehen die Server?'],
    ['another display name', 'Hinweisbot: wo?', 'wo?'],
    ['a name with a comma', 'Helpdesk-Bot, wo stehen die Server?', 'wo stehen die Server?'],
    ['a handle at the end', 'Wo stehen die Server @softphone-bot', 'Wo stehen die Server'],
    ['a handle before the mark', 'Wo stehen die Server, @softphone-bot?', 'Wo stehen die Server?'],
    ['a full id at the end', 'Wo stehen die Server? @bot:tu-dresden.de', 'Wo stehen die Server?'],
    ['a line break after it', '@bot\nWo stehen die Server?', 'Wo stehen die Server?'],
  ])('takes off %s', (_, text, expected) => {
    expect(stripAddress(text)).toBe(expected)
  })

  it.each([
    ['no address', 'Wo stehen die Server?'],
    ['a mail address', 'Darf ich a.b@tu-dresden.de angeben?'],
    ['a mail address at the end', 'Die Frage kam von a.b@tu-dresden.de'],
    ['a time', 'Geht das um 10:30 Uhr?'],
    ['a word with a comma', 'Hallo, wo stehen die Server?'],
  ])('leaves a text with %s as it is', (_, text) => {
    expect(stripAddress(text)).toBe(text)
  })

  it('leaves the address if nothing else was said', () => {
    expect(stripAddress('@softphone-bot')).toBe('@softphone-bot')
    expect(stripAddress('@softphone-bot ')).toBe('@softphone-bot ')
  })

  it('never empties a text and only takes away', () => {
    fc.assert(
      fc.property(anyMessage, (text) => {
        const rest = stripAddress(text)
        expect(rest.trim() === '').toBe(text.trim() === '')
        expect(rest.length).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})
