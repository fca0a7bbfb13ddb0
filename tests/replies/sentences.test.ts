import { describe, expect, it } from 'vitest'
import { allSentences } from '../support/all-sentences.ts'
import type { Bilingual } from '../../src/knowledge/types.ts'
import { realKnowledge } from '../support/fixtures.ts'

const { declines } = await realKnowledge()

/** All that the bot says in its own words, and what the decline entries have it say. */
const said: readonly (readonly [string, Required<Bilingual>])[] = [
  ...Object.entries(allSentences),
  ...declines.map(({ id, sentence: gap }) => [`gap of ${id}`, { de: gap.de, en: gap.en ?? '' }] as const),
]

/** Items of a list, the end of a letter, and a name stand without a full stop. */
const withoutStop = /Command$|^more$|^draftClosing$|^handOver\.serviceDesk$|^operators$|^ourNotices$/
/** These go on with something else. */
const goesOn = /^(?:covers|ask|knows|handOver\.(?:from|reason|ticket)|verificationComparing)$/

/** Filled in from the configuration or the request. */
const placeholders = (text: string) => new Set(text.match(/\{\w*\}?/g))
const known = new Set([
  '{age}',
  '{retention}',
  '{statistics}',
  '{duration}',
  '{days}',
  '{handOver}',
  '{name}',
  '{notices}',
  '{number}',
])

const emoji = /\p{Extended_Pictographic}|\p{Emoji_Presentation}|\u20e3|\ufe0f/u
const genericMasculine =
  /\b(?:Nutzer|Benutzer|Anwender|Mitarbeiter|Kollegen?|Ansprechpartner|Administrator(?:en)?|Leser|Absender|Empfänger|Experten?|Studenten?|Professor(?:en)?|Kunden?|Teilnehmer|Verantwortliche[rn]?|jeder|keiner)\b/
const masculine = /\b(?:he|his|him|himself|chairman|guys|manpower)\b/i
const familiar = /\b(?:du|dich|dir|dein\w*|euch|euer|eure\w*)\b/i

describe.each(said)('what the bot says: %s', (name, { de, en }) => {
  it('is said in both languages, and ends as a sentence does', () => {
    const ends = withoutStop.test(name) ? /[\p{L}.]$/u : goesOn.test(name) ? /[^ ]: $/ : /[.!?:,]$/
    for (const text of [de, en]) {
      expect(text).toMatch(ends)
      expect(text).not.toMatch(/^\s| {2}|\.\.|\n/)
    }
  })

  it('has the same, known placeholders in both', () => {
    expect(placeholders(de)).toEqual(placeholders(en))
    expect(placeholders(de).difference(known)).toEqual(new Set())
  })

  it('has the marks of its language', () => {
    expect(de + en).not.toMatch(/["'`´]| - /)
    expect(de.replaceAll(/„[^“„]+“/g, '')).not.toMatch(/[„“”]/)
    expect(en.replaceAll(/“[^“”]+”/g, '')).not.toMatch(/[„“”]/)
  })

  it('names nobody by one gender, says Sie, and can be understood without a picture', () => {
    expect(de).not.toMatch(genericMasculine)
    expect(de).not.toMatch(familiar)
    expect(en).not.toMatch(masculine)
    expect(de + en).not.toMatch(emoji)
  })
})
