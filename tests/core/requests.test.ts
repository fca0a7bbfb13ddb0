import { describe, expect, it } from 'vitest'
import { quietNotice } from '../../src/replies/notices.ts'
import { isDone, parseConsent, parseDraft, parseQuiet } from '../../src/core/requests.ts'
import { outline } from '../support/replies.ts'

describe('a request for a draft', () => {
  it.each([
    ['Entwurf', 'de', ''],
    ['draft.', 'en', ''],
    ['!entwurf: Wo stehen die Server?', 'de', 'Wo stehen die Server?'],
    ['draft\nHello,\nwhere are they?', 'en', 'Hello,\nwhere are they?'],
  ])('is %j', (text, language, rest) => {
    expect(parseDraft(text)).toEqual({ language, text: rest })
  })

  it.each(['Entwurf der Dienstvereinbarung: wo liegt er?', 'Der Entwurf', 'drafts', ''])(
    'is not %j',
    (text) => {
      expect(parseDraft(text)).toBeUndefined()
    },
  )
})

describe('a request for quiet', () => {
  it.each([
    ['ruhe 1h', 'de', 60, 'Ich bin in diesem Raum 1 Stunde lang still. „ruhe aus“ beendet das früher.'],
    ['Ruhe 90 min', 'de', 90, 'Ich bin in diesem Raum 90 Minuten lang still. „ruhe aus“ beendet das früher.'],
    ['quiet 2 days', 'en', 2_880, 'I will be silent in this room for 2 days. “quiet off” ends that earlier.'],
    [
      'ruhe 9999 tage',
      'de',
      10_080,
      'Ich bin in diesem Raum 7 Tage lang still. „ruhe aus“ beendet das früher.',
    ],
    ['quiet off', 'en', 0, 'I answer in this room again.'],
  ] as const)('is %j', (text, language, minutes, confirmed) => {
    const request = parseQuiet(text)
    expect(request).toEqual({ language, minutes })
    expect(outline(quietNotice({ language, minutes }))).toEqual([confirmed])
  })

  it.each(['ruhe', 'ruhe bitte', 'ruhe 1 jahr', 'Wann ist hier Ruhe 1h?'])('is not %j', (text) => {
    expect(parseQuiet(text)).toBeUndefined()
  })
})

describe('a word of consent', () => {
  it.each([
    ['Ja!', true],
    ['ja, bitte', true],
    ['yes please', true],
    ['Nein.', false],
    ['no, thank you', false],
    ['ja, aber wie lange?', undefined],
    ['Ja ja', undefined],
    ['', undefined],
  ])('is found in %j: %j', (text, given) => {
    expect(parseConsent(text)).toBe(given)
  })

  it.each([
    ['fertig', true],
    ['Fertig!', true],
    ['done.', true],
    ['Bin fertig', false],
    ['Wann ist das fertig?', false],
  ])('of being done is found in %j: %j', (text, done) => {
    expect(isDone(text)).toBe(done)
  })
})
