import { describe, expect, it } from 'vitest'
import { toStems } from '../../src/language/lexicon.ts'
import { toPhrase } from '../../src/language/words.ts'
import { withoutImplied } from '../../src/matching/without-implied.ts'
import { joined } from '../../src/language/phrase-parts.ts'

const names = ['Softphone', 'Cisco WebEx', 'WebEx', 'TU Dresden'].map(toStems)
const without = (text: string) => withoutImplied(toPhrase(text), names).text

describe('what goes without saying', () => {
  it.each([
    ['Wo stehen beim Softphone die Server?', 'Wo stehen die Server?'],
    ['wo stehen die server in cisco webex', 'wo stehen die server'],
    ['Wo stehen mit dem neuen Softphone die Server?', 'Wo stehen die Server?'],
    ['Wer an der TU Dresden sieht meine Nummer?', 'Wer sieht meine Nummer?'],
    ['Zu unserem Softphone: wo stehen die Server?', 'wo stehen die Server?'],
    ['Wo stehen an der TU Dresden beim Softphone die Server?', 'Wo stehen die Server?'],
    ['Wo stehen beim Softfon die Server?', 'Wo stehen die Server?'],
    ['wo stehen die server in webx', 'wo stehen die server'],
    ['Who listens with the new softphone?', 'Who listens?'],
    ['Are the calls in WebEx encrypted?', 'Are the calls encrypted?'],
  ])('is taken out of %j', (text, rest) => {
    expect(without(text)).toBe(rest)
  })

  it.each([
    ['a question about just that', 'Was ist ein Softphone?'],
    ['a question that asks about nothing else', 'Was ist mit dem Softphone?'],
    ['a name that belongs to another word', 'Auf welchen Geräten läuft das Softphone?'],
    ['a question without a name', 'Wo stehen bei Zoom die Server?'],
    ['a question that names something alike', 'Wo stehen beim Smartphone die Server?'],
    ['a longer word', 'Wo stehen beim Softphonetelefon die Server?'],
  ])('is left in %s', (_, text) => {
    expect(without(text)).toBe(text)
  })

  it('is taken out of a question that was joined with what stands before it', () => {
    const asked = joined([
      toPhrase('(Hallo, ich bin neu.'),
      toPhrase('"Wo stehen beim Softphone die Server?"'),
    ])
    expect(withoutImplied(asked, names).text).toBe('Hallo, ich bin neu. Wo stehen die Server?"')
  })
})
