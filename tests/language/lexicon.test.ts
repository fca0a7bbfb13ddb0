import { describe, expect, it } from 'vitest'
import { createLexicon, stemTerms, toStems } from '../../src/language/lexicon.ts'

const lexicon = createLexicon(
  stemTerms([
    { id: 'server', terms: ['Server', 'Rechenzentrum', 'data center'] },
    { id: 'hosting', terms: ['Rechenzentrum', 'Hosting'] },
    { id: 'anmelden', terms: ['anmelden', 'log in', 'sich einwählen'] },
    { id: 'leer', terms: ['…'] },
  ]),
)
const conceptsIn = (text: string) => lexicon.conceptsIn(toStems(text))

describe('the lexicon', () => {
  it('finds a concept by any of its terms', () => {
    expect(conceptsIn('der Server')).toEqual(['server'])
    expect(conceptsIn('hosting')).toEqual(['hosting'])
  })

  it('finds inflected forms and other spellings', () => {
    expect(conceptsIn('mit SERVERN sich einwaehlen')).toEqual(['server', 'anmelden'])
  })

  it('gives a term to every concept that has it', () => {
    expect(conceptsIn('Rechenzentrum')).toEqual(['server', 'hosting'])
  })

  it('finds a phrase only if its words stand together and in order', () => {
    expect(conceptsIn('which data center is it')).toEqual(['server'])
    expect(conceptsIn('log me in')).toEqual([])
    expect(conceptsIn('center data')).toEqual([])
    expect(conceptsIn('data')).toEqual([])
  })

  it('ignores terms without a word', () => {
    expect(conceptsIn('… und so weiter')).toEqual([])
  })
})
