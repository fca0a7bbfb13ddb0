import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../../src/language/analyzer.ts'
import { createLexicon, stemTerms, toStems } from '../../src/language/lexicon.ts'
import { createVocabulary } from '../../src/language/vocabulary.ts'
import { toPhrase } from '../../src/language/words.ts'
import { anyMessage } from '../support/texts.ts'

const known = 'Wo stehen die Server? Daten, Schutz, Telefon, Rechenzentrum, Personalrat, Status'
const analyzer = createAnalyzer(
  createLexicon(
    stemTerms([
      { id: 'server', terms: ['Server', 'Rechenzentrum'] },
      { id: 'datenschutz', terms: ['Daten Schutz', 'privacy'] },
    ]),
  ),
  createVocabulary(new Map(toStems(known).map((stem) => [stem, 1]))),
)
const analyze = (text: string) => analyzer.analyze(toPhrase(text))
const statuses = (text: string) => analyze(text).words.map(({ text, status }) => [text, status])

describe('the analyzer', () => {
  it('tells known, misspelt, compound and unknown words apart', () => {
    expect(statuses('Server, Pesronalrat; Datenschutz & Kopfhörer')).toEqual([
      ['server', 'known'],
      ['pesronalrat', 'corrected'],
      ['datenschutz', 'compound'],
      ['kopfhoerer', 'unknown'],
    ])
  })

  it('leads misspelt and compound words to the words that the knowledge uses', () => {
    const [typo, compound] = analyze('Pesronalrat Telefonserver').words
    expect(typo?.expansions).toEqual(toStems('Personalrat'))
    expect(compound?.expansions).toEqual(toStems('Telefon Server'))
  })

  it('tells words that carry a topic from those that carry grammar', () => {
    const content = analyze('Wo stehen denn eigentlich die Server?').words.filter((word) => word.content)
    expect(content.map((word) => word.text)).toEqual(['stehen', 'server'])
  })

  it.each([
    ['a word', 'Welches Rechenzentrum?', ['server']],
    ['a misspelt word', 'Welches Rehcenzentrum?', ['server']],
    ['the parts of a compound', 'Datenschutz', ['datenschutz']],
    ['an English word', 'privacy', ['datenschutz']],
    ['nothing', 'Kopfhörer', []],
  ])('finds concepts by %s', (_, text, concepts) => {
    expect([...analyze(text).concepts]).toEqual(concepts)
  })

  it('analyses every spelling of a question alike', () => {
    const stems = (text: string) => analyze(text).words.map(({ stem }) => stem)
    expect(stems('WO STEHEN DIE SERVER???')).toEqual(stems('wo stehen… die\u00a0Server'))
  })

  it('hears no difference that a particle makes', () => {
    const stems = (text: string) => analyze(text).words.map(({ stem }) => stem)
    expect(stems('Wo stehen denn eigentlich die Server?')).toEqual(stems('Wo stehen die Server?'))
  })

  it('stops reading after some hundred words', () => {
    expect(analyze('Server '.repeat(5000)).words.length).toBeLessThan(1000)
  })

  it('takes any text', () => {
    fc.assert(
      fc.property(anyMessage, (text) => {
        for (const word of analyze(text).words) {
          expect(word.text).not.toBe('')
          expect(word.status === 'corrected' ? word.expansions.length : 1).toBe(1)
        }
      }),
    )
  })
})
