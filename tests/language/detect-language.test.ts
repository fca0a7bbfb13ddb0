import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detectLanguage } from '../../src/language/detect-language.ts'
import { anyMessage, anyString } from '../support/texts.ts'

describe('detectLanguage', () => {
  it.each([
    ['Wohin geht mein Name?', 'de'],
    ['where does my name go', 'en'],
    ['Verschlüsselung', 'de'],
    ['Is the Rufnummer stored by the vendor?', 'en'],
    ['Wird der call encrypted oder nicht?', 'de'],
    ['Cisco', 'de'],
    ['', 'de'],
    // Nothing speaks for either: most who ask here are German speakers.
    ['🙈', 'de'],
    ['أين الخوادم؟', 'de'],
    ['does webex read my outlook contacts', 'en'],
    ['wird mein outlook adressbuch in die cloud geladen', 'de'],
    ['Is the chat verschlüsselt or can others read it?', 'en'],
    ['12345 ???', 'de'],
  ])('takes %j for %s', (text, language) => {
    expect(detectLanguage(text)).toBe(language)
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(anyMessage, anyString), (text) => ['de', 'en'].includes(detectLanguage(text))),
    )
  })
})
