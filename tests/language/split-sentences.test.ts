import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitSentences } from '../../src/language/split-sentences.ts'
import { anyMessage, anyString } from '../support/texts.ts'

describe('splitSentences', () => {
  it('splits at full stops, question marks and exclamation marks', () => {
    expect(splitSentences('Das geht. Geht das? Ja! Gut.')).toEqual(['Das geht.', 'Geht das?', 'Ja!', 'Gut.'])
  })

  it.each([
    'Die Kontakte werden synchronisiert, d.h. Daten werden übertragen.',
    'Die Kontakte werden synchronisiert, d. h. Daten werden übertragen.',
    'Sie finden also ggfs. Kontakte Ihrer Partner.',
    'Alle Daten werden verschlüsselt übertragen bzw. Dritten gesendet.',
    'WebEx ist ein Begriff der Firma Cisco Systems, Inc. Für alle gilt das.',
    'Zwei Rechenzentren, primär in Frankfurt (M.) und sekundär in Amsterdam.',
    'Mit dem EU-U.S. Data Privacy Framework wurde ein Beschluss erlassen.',
    'Fragen Sie Prof. Muster oder Dr. Beispiel.',
    'Nach Art. 88 und Abs. 2 gilt das, vgl. Anlage.',
    'Am 3. Mai beginnt der Betrieb.',
    'Dienste, z. B. Chat, sind aktiv.',
    'Wenn Sie sich in einem Programm wie bspw. Element anmelden, entsteht eine Sitzung.',
    'Die Daten bleiben max. 30 Tage gespeichert.',
    'Gem. Art. 6 Abs. 1 lit. A DSGVO ist das erlaubt.',
    'Insb. Namen werden bzgl. Ihrer Anfrage verarbeitet.',
    'Es gelten die Art. 13 ff. DSGVO.',
    'Frau Dipl.-Ing. Muster antwortet.',
    'Herr Dr.jur. Muster und Univ.\u2011Prof. Beispiel antworten.',
    'Das regeln die §§ 3 f. HmbHG und § 12 ff. DSGVO.',
    'Mehr steht unter https://x.de/seite?lang=de und unter www.x.de/?a=1&b=2.',
    'Zoom etc. (siehe unten) sind nicht gemeint.',
  ])('keeps %j whole', (sentence) => {
    expect(splitSentences(sentence)).toEqual([sentence])
  })

  it('ends a sentence after a year', () => {
    expect(splitSentences('Das gilt seit 2025. Vorher galt es nicht.')).toHaveLength(2)
  })

  it.each([
    ['Es gibt Zoom, Teams etc. Weitere gibt es nicht.', 'Es gibt Zoom, Teams etc.'],
    ['Das regelt § 25. Die Frist ist kurz.', 'Das regelt § 25.'],
    ['Das gilt ab 01.04. Danach nicht.', 'Das gilt ab 01.04.'],
    ['Es geht um Daten dieser Art. Andere bleiben.', 'Es geht um Daten dieser Art.'],
  ])('ends the first sentence of %j', (text, first) => {
    expect(splitSentences(text)).toHaveLength(2)
    expect(splitSentences(text)[0]).toBe(first)
  })

  it('lets a text have abbreviations of its own', () => {
    expect(splitSentences('Die Kanzl. Muster sagt ja.', { abbreviations: new Set(['kanzl']) })).toHaveLength(
      1,
    )
  })

  it('keeps the white space inside a sentence as it stands', () => {
    expect(splitSentences('Server\u00a0in  Dresden.  Und dort.')).toEqual([
      'Server\u00a0in  Dresden.',
      'Und dort.',
    ])
  })

  it('finds nothing in white space', () => {
    expect(splitSentences(' \n\t')).toEqual([])
  })

  it('returns only parts of the input, in order, and loses nothing but white space', () => {
    fc.assert(
      fc.property(fc.oneof(anyMessage, anyString), (text) => {
        const sentences = splitSentences(text)
        let from = 0
        for (const sentence of sentences) {
          const at = text.indexOf(sentence, from)
          expect(at).toBeGreaterThanOrEqual(from)
          expect(text.slice(from, at).trim()).toBe('')
          from = at + sentence.length
        }
        expect(text.slice(from).trim()).toBe('')
      }),
    )
  })
})
