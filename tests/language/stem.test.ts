import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toStems } from '../../src/language/lexicon.ts'
import { stem } from '../../src/language/stem.ts'

describe('stem', () => {
  // Stems of the algorithm's reference implementation in its case-insensitive mode, umlauts written out.
  it.each([
    ['speicherbehaeltern', 'speicherbehael'],
    ['grenzpostens', 'grenzpo'],
    ['ausgefeiltere', 'ausgefeil'],
    ['gespeichert', 'speich'],
    ['speichern', 'speich'],
    ['speicherung', 'speicherung'],
    ['angemeldet', 'angemeld'],
    ['telefonieren', 'telefonier'],
    ['gegangen', 'gang'],
    ['rechenzentren', 'rechenzentr'],
    ['kontakte', 'kontak'],
    ['kontakten', 'kontak'],
    ['messer', 'mess'],
    ['schiessen', 'schiess'],
    ['meeresspiegel', 'meeresspiegel'],
    ['geld', 'geld'],
  ])('reduces %s to %s', (word, expected) => {
    expect(stem(word)).toBe(expected)
  })

  it.each([
    ['Server', 'Servern'],
    ['gespeichert', 'speichern'],
    ['Kontakt', 'Kontakte', 'Kontakten', 'Kontakts'],
    ['verschlüsselt', 'verschlüsselte', 'verschlüsselten'],
    ['Übertragung', 'Uebertragung', 'ÜBERTRAGUNGEN'],
  ])('meets the forms of %s', (...forms) => {
    expect(new Set(forms.flatMap(toStems)).size).toBe(1)
  })

  it('never empties a word, never makes it longer', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{1,30}$/), (word) => {
        expect(stem(word).length).toBeGreaterThan(0)
        expect(stem(word).length).toBeLessThanOrEqual(word.length)
      }),
    )
  })
})
