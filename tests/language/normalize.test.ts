import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalize } from '../../src/language/normalize.ts'
import { anyMessage, anyString } from '../support/texts.ts'

describe('normalize', () => {
  it.each([
    ['Verschlüsselung', 'verschluesselung'],
    ['GRÖSSE', 'groesse'],
    ['Straße', 'strasse'],
    ['STRAẞE', 'strasse'],
    ['u\u0308ber', 'ueber'],
    ['Café', 'cafe'],
    ['Ærø', 'aeroe'],
    ['ǽ', 'ae'],
    ['ﬁnden', 'finden'],
    ['Ｗｅｂｅｘ', 'webex'],
    ['Web\u00adEx', 'webex'],
    ['W\u200beb\u200dEx', 'webex'],
    ['so\u00a0 viel\n\tRaum ', 'so viel raum'],
    ['\ufeffHallo', 'hallo'],
  ])('writes %j as %j', (text, expected) => {
    expect(normalize(text)).toBe(expected)
  })

  it('lets ä and ae meet, whichever way people type', () => {
    const spellings = [
      'Übertragung',
      'Uebertragung',
      'U\u0308bertragung',
      'ÜBERTRAGUNG',
      'ue\u200bbertragung',
    ]
    expect(new Set(spellings.map(normalize))).toEqual(new Set(['uebertragung']))
  })

  it('never throws and changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.oneof(anyString, anyMessage), (text) => {
        const once = normalize(text)
        expect(normalize(once)).toBe(once)
      }),
      { numRuns: 1000 },
    )
  })

  it('changes nothing the second time for any single character', () => {
    const unstable: string[] = []
    for (let code = 0; code <= 0x1ffff; code++) {
      const once = normalize(String.fromCodePoint(code))
      if (normalize(once) !== once) unstable.push(code.toString(16))
    }
    expect(unstable).toEqual([])
  })

  it('leaves no upper case, no umlaut and no double blank', () => {
    fc.assert(
      fc.property(anyMessage, (text) => {
        expect(normalize(text)).not.toMatch(/[A-ZÄÖÜäöüß]|\s\s|^\s|\s$/)
      }),
    )
  })
})
