import { describe, expect, it } from 'vitest'
import { detectLanguage } from '../../src/text/detect-language.ts'

describe('detectLanguage', () => {
  it.each([
    ['Wo stehen die Server?', 'de'],
    ['wird mein outlook adressbuch in die cloud geladen', 'de'],
    ['Where are the servers located?', 'en'],
    ['does webex read my outlook contacts', 'en'],
    ['Is the chat verschlüsselt or can others read it?', 'en'],
    ['Gibt es da einen data center Standort in der EU?', 'de'],
    // Nothing speaks for either: most who ask here are German speakers.
    ['Presence?', 'de'],
    ['', 'de'],
    ['🙈', 'de'],
    ['أين الخوادم؟', 'de'],
  ])('takes %j for %s', (text, language) => {
    expect(detectLanguage(text)).toBe(language)
  })
})
