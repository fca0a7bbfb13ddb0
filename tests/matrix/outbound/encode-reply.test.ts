import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Block, Reply } from '../../../src/replies/types.ts'
import { encodeReply } from '../../../src/matrix/outbound/encode-reply.ts'
import { eventId, userId } from '../../support/matrix-events.ts'

const target = { eventId: eventId('question'), sender: userId('anna'), thread: undefined }
const reply = (...blocks: Block[]): Reply => ({ language: 'de', blocks })
const citation = {
  notice: 'Hinweise',
  section: 'Cisco',
  paragraph: 2,
  url: 'https://tu-dresden.de/h?a=1&b=2',
}

describe('an encoded reply', () => {
  it('quotes with the source as a link', () => {
    const content = encodeReply(reply({ type: 'quotation', text: 'Ein Satz.', citation }), target)
    expect(content['body']).toBe(
      '> Ein Satz.\n– Hinweise, Abschnitt Cisco, Absatz 2 (https://tu-dresden.de/h?a=1&b=2)',
    )
    expect(content['formatted_body']).toBe(
      '<blockquote><p>Ein Satz.</p></blockquote><p>– <a href="https://tu-dresden.de/h?a=1&amp;b=2">Hinweise, Abschnitt Cisco, Absatz 2</a></p>',
    )
  })

  it('names the asker and nobody else', () => {
    const content = encodeReply(reply({ type: 'heading', text: '@room @ben:staff.test Wo?' }), target)
    expect(content['m.mentions']).toEqual({ user_ids: [target.sender] })
    expect(content['body']).not.toMatch(/@room|@ben/)
  })

  it('links only to where people expect it', () => {
    const inline = { text: 'hier', href: 'javascript:alert(1)' }
    expect(encodeReply(reply({ type: 'paragraph', content: [inline] }), target)['formatted_body']).toBe(
      '<p>hier</p>',
    )
  })

  it('has no markup but its own, whatever a person wrote', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const blocks: Block[] = [
          { type: 'heading', text },
          { type: 'list', ordered: false, items: [text] },
          { type: 'paragraph', content: [text, { text, href: `https://example.org/${text}` }] },
          { type: 'quotation', text, citation: { ...citation, section: text } },
        ]
        const html = String(encodeReply(reply(...blocks), target)['formatted_body'])
        const own = /<\/?(?:p|strong|ul|li|blockquote|br)>|<a href="[^"<>]*">|<\/a>/g
        expect(html.replace(own, '')).not.toMatch(/[<>"]/)
      }),
    )
  })
})
