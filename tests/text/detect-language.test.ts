import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detectLanguage } from '../../src/text/detect-language.ts'

describe('detectLanguage', () => {
  it.each([
    ['Wohin geht mein Name?', 'de'],
    ['where does my name go', 'en'],
    ['Verschlüsselung', 'de'],
    ['Is the Rufnummer stored by the vendor?', 'en'],
    ['Wird der call encrypted oder nicht?', 'de'],
    ['Cisco', 'de'],
    ['', 'de'],
    ['12345 ???', 'de'],
  ])('takes %j for %s', (text, language) => {
    expect(detectLanguage(text)).toBe(language)
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => ['de', 'en'].includes(detectLanguage(text))),
    )
  })
})
