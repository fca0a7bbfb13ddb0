import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Block, Reply } from '../../../src/replies/types.ts'
import { encodeEdit, encodeReply, encodeText } from '../../../src/matrix/outbound/encode-reply.ts'
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
      '> Ein Satz.\n\n– Hinweise: Cisco, Absatz 2 (https://tu-dresden.de/h?a=1&b=2)',
    )
    expect(content['formatted_body']).toBe(
      '<blockquote><p>Ein Satz.</p></blockquote>\n<p>– <a href="https://tu-dresden.de/h?a=1&amp;b=2">Hinweise: Cisco, Absatz 2</a></p>',
    )
  })

  it('names the asker and nobody else', () => {
    const content = encodeReply(reply({ type: 'heading', text: '@room @ben:staff.test Wo?' }), target)
    expect(content['m.mentions']).toEqual({ user_ids: [target.sender] })
    expect(content['body']).not.toMatch(/@room|@ben/)
  })

  it('is an ordinary text for who waits for it, and a notice when nobody asked; both say that a program wrote them', () => {
    const said = reply({ type: 'paragraph', content: ['Ja.'] })
    const automated = { 'org.matrix.msc1767.automated': true }
    expect(encodeReply(said, target)).toMatchObject({ msgtype: 'm.text', ...automated })
    expect(encodeText(said)).toMatchObject({ msgtype: 'm.text', 'm.mentions': {}, ...automated })
    expect(encodeReply(said, undefined)).toMatchObject({ msgtype: 'm.notice', ...automated })
    expect(encodeEdit(said, eventId('old'), [])).toMatchObject({
      msgtype: 'm.text',
      'm.new_content': { msgtype: 'm.text', ...automated },
      ...automated,
    })
  })

  it.each([
    ['many', false, false, { 'm.in_reply_to': { event_id: '$question' } }],
    ['many, right below', false, true, { 'm.in_reply_to': { event_id: '$question' } }],
    ['two', true, false, { 'm.in_reply_to': { event_id: '$question' } }],
    ['two, right below', true, true, { rel_type: 'm.reference', event_id: '$question' }],
  ])('quotes its question, but not in a room of %s', (_, isDirect, isAdjacent, relation) => {
    const said = reply({ type: 'paragraph', content: ['Ja.'] })
    const content = encodeReply(said, target, { isDirect, isAdjacent })
    expect(content['m.relates_to']).toEqual(relation)
    expect(content['m.mentions']).toEqual(isDirect ? {} : { user_ids: [target.sender] })
  })

  it.each([
    ['the question begins the thread', 'question', false, true],
    ['something stands between', 'root', false, false],
    ['it stands right below', 'root', true, true],
  ])('in a thread quotes its question unless %s', (_, root, isAdjacent, isFallback) => {
    const said = reply({ type: 'paragraph', content: ['Ja.'] })
    const placement = { isDirect: false, isAdjacent }
    expect(encodeReply(said, { ...target, thread: eventId(root) }, placement)['m.relates_to']).toEqual({
      rel_type: 'm.thread',
      event_id: `$${root}`,
      is_falling_back: isFallback,
      'm.in_reply_to': { event_id: '$question' },
    })
  })

  it('has white space between its blocks, for previews that take the tags away', () => {
    const said = reply({ type: 'quotation', text: 'Ein Satz.', citation }, { type: 'heading', text: 'Wo?' })
    const shown = String(encodeReply(said, target)['formatted_body']).replace(/<[^>]*>/g, '')
    expect(shown).toBe('Ein Satz.\n– Hinweise: Cisco, Absatz 2\nWo?')
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
