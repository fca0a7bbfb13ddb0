import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stem } from '../../src/language/stem.ts'
import { createVocabulary } from '../../src/language/vocabulary.ts'

const words = {
  ...{ personalrat: 3, rechenzentrum: 2, server: 5, daten: 4, schutz: 2, telefon: 4, anlage: 1, kontakt: 1 },
  ...{ arbeit: 1, platz: 1, adresse: 1, buch: 1, chat: 1, status: 1, adressbuch: 1 },
}
const counts = new Map(Object.entries(words).map(([word, count]) => [stem(word), count]))
const vocabulary = createVocabulary(counts)

describe('correct', () => {
  it.each([
    ['a dropped letter', 'servr', 'server'],
    ['a doubled letter', 'telefoon', 'telefon'],
    ['two swapped letters', 'kontatk', 'kontakt'],
    ['a wrong letter', 'stadus', 'status'],
    ['two mistakes in a long word', 'persnoalart', 'personalrat'],
  ])('finds what was meant behind %s', (_, misspelt, meant) => {
    expect(vocabulary.correct(stem(misspelt))).toBe(stem(meant))
  })

  it('leaves short words alone, since many real ones lie a letter apart', () => {
    expect(vocabulary.correct('cha')).toBeUndefined()
  })

  it('forgives only one mistake in a word of medium length', () => {
    expect(vocabulary.correct('tilifon')).toBeUndefined()
  })

  it('finds nothing near a strange word', () => {
    expect(vocabulary.correct('kopfhoer')).toBeUndefined()
  })

  it('prefers the nearer word, then the more frequent one', () => {
    const twins = createVocabulary(new Map(Object.entries({ karten: 1, garten: 9, kartoffel: 20 })))
    expect(twins.correct('kartem')).toBe('karten')
    expect(twins.correct('farten')).toBe('garten')
  })

  it('returns known words only, and takes any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z]{1,70}$/)), (word) => {
        const corrected = vocabulary.correct(word)
        expect(corrected === undefined || counts.has(corrected)).toBe(true)
      }),
    )
  })
})

describe('split', () => {
  it.each([
    ['datenschutz', ['daten', 'schutz']],
    ['telefonserver', ['telefon', 'server']],
    ['telefonanlage', ['telefon', 'anlage']],
    ['arbeitsplatz', ['arbeit', 'platz']],
    ['serverdatenschutz', ['server', 'daten', 'schutz']],
    ['kontaktadressbuch', ['kontakt', 'adressbuch']],
  ])('takes %s apart', (compound, parts) => {
    expect(vocabulary.split(compound)).toEqual(parts.map(stem))
  })

  it.each(['datenqualle', 'server', 'fernsprecher', 'chat', ''])('leaves %j whole', (word) => {
    expect(vocabulary.split(word)).toEqual([])
  })

  it('does not try to split what is too long for a word', () => {
    expect(vocabulary.split('daten'.repeat(20))).toEqual([])
  })

  it('returns two or three known parts, or none', () => {
    const compound = fc.array(fc.constantFrom(...Object.keys(words), 's', 'es', 'x'), { maxLength: 6 })
    fc.assert(
      fc.property(compound, (parts) => {
        const split = vocabulary.split(parts.join(''))
        expect([0, 2, 3]).toContain(split.length)
        expect(split.every((part) => vocabulary.has(part))).toBe(true)
      }),
    )
  })
})
