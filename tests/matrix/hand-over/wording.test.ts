import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { composeHandOver, composeRelay } from '../../../src/replies/hand-over.ts'
import { encodeReply, permalinkTo } from '../../../src/matrix/outbound/encode-reply.ts'
import { userId } from '../../support/matrix-events.ts'

const anna = userId('anna')
const asker = { text: anna, href: permalinkTo(anna) }
const reason = { de: 'Nein.', en: 'No.' }
const handedOver = (wording: string) =>
  encodeReply(composeHandOver({ language: 'de', asker: [asker], wording, reason, days: 7 }), undefined)
const relayed = (text: string) =>
  encodeReply(composeRelay({ language: 'de', asker: undefined, text }), undefined)

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc
        .constantFrom(
          '@room',
          '@ben:staff.test',
          '<a href="https://matrix.to/#/@ben:staff.test">',
          '</blockquote>',
        )
        .chain((word) => fc.constantFrom(word, ` ${word}`, `ü${word}`, `\n${word}`, `&lt;${word}`)),
    )
    .map((words) => words.join('')),
)

describe('what a person wrote and the bot passes on', () => {
  it('brings neither markup nor anybody’s name that could be called, whatever it is', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const content of [handedOver(text), relayed(text)]) {
          expect(content['m.mentions']).toEqual({})
          const ownMarkup =
            /<\/?(?:p|strong|blockquote|br)>|<a href="https:\/\/matrix\.to\/#\/@anna:staff\.test">|<\/a>/g
          const html = String(content['formatted_body']).replaceAll(ownMarkup, '\0')
          expect(html).not.toMatch(/[<>"]/)
          const said = [String(content['body']), html].map((body) => body.replaceAll(anna, ''))
          for (const body of said) expect(body).not.toMatch(/(?<![A-Za-z0-9_])@(?!\u2060)/)
        }
      }),
    )
  })

  it('keeps mail addresses as they are', () => {
    expect(relayed('anna@staff.test')['body']).toBe('Service Desk: anna@staff.test')
  })

  it.each(['\n', '"', "'", '&', '@', 'ß', '€', '😀', '\u0001', '\u200b'])(
    'fits into one encrypted event, even if it is nothing but %j',
    (character) => {
      const text = `a${character.repeat(40_000)}a`
      for (const content of [handedOver(text), relayed(text)]) {
        const bytes = Buffer.byteLength(JSON.stringify({ type: 'm.room.message', content }))
        // As unpadded base64, with what stands around it.
        expect((bytes * 4) / 3 + 2_000).toBeLessThan(65_536)
      }
    },
  )

  it('says where it was cut', () => {
    expect(String(relayed('a'.repeat(40_000))['body'])).toMatch(/a \[…\]$/)
  })
})
