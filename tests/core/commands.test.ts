import { describe, expect, it } from 'vitest'
import { parseCommand } from '../../src/core/commands.ts'
import { toWords } from '../../src/language/words.ts'

describe('parseCommand', () => {
  it.each([
    ['hilfe', 'help', 'de'],
    ['Hilfe!', 'help', 'de'],
    ['!hilfe', 'help', 'de'],
    ['/help', 'help', 'en'],
    ['HELP?', 'help', 'en'],
    ['Themen', 'topics', 'de'],
    ['topics.', 'topics', 'en'],
    ['Hallo!', 'greeting', 'de'],
    ['Guten Morgen 🙂', 'greeting', 'de'],
    ['good morning', 'greeting', 'en'],
    ['Hallo, wo stehen die Server?', undefined, undefined],
    ['Was können Sie alles?', 'help', 'de'],
    ['datenschutz genau', 'privacy-in-full', 'de'],
    ['Danke, und wo stehen die Server?', undefined, undefined],
    ['Ist das ok?', undefined, undefined],
    ['Hilfe, mein Telefon geht nicht', undefined, undefined],
    ['help me', undefined, undefined],
    ['', undefined, undefined],
    ['toString', undefined, undefined],
    ['__proto__', undefined, undefined],
  ])('takes %j for %s in %s', (text, command, language) => {
    expect(parseCommand(toWords(text))).toEqual(command && { command, language })
  })
})
