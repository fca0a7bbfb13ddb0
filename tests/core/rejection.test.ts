import { describe, expect, it } from 'vitest'
import { isRejection } from '../../src/core/rejection.ts'

describe('an answer is rejected', () => {
  it.each([
    'nein',
    'Nee, das meinte ich nicht.',
    'Falsche Antwort',
    'hat mir nicht geholfen',
    'das hilft mir gar nicht weiter',
    'Das war leider nicht hilfreich!',
    'Danke, aber das wollte ich nicht wissen',
    'Das beantwortet meine Frage nicht',
    'passt nicht',
    'that’s not what I asked',
    'No, that does not help',
    "it didn't help",
    'not really',
  ])('by %j', (text) => {
    expect(isRejection(text)).toBe(true)
  })

  it.each([
    '',
    'ja',
    'Ist das nicht falsch?',
    'Ich meinte nicht das Softphone',
    'Nein, wo stehen die Server?',
    'Das Passwort passt nicht',
    'danke',
    'das ist die Frage',
  ])('not by %j', (text) => {
    expect(isRejection(text)).toBe(false)
  })
})
