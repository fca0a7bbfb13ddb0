import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findQuote } from '../../src/knowledge/find-quote.ts'
import { parseNotice } from '../../src/knowledge/parse-notice.ts'
import { realNotice } from '../support/fixtures.ts'
import { anyMessage } from '../support/texts.ts'

const source = realNotice()
const parsed = parseNotice('softphone', source)
if (!parsed.ok) throw new Error('the notice can be parsed')
const { notice } = parsed
const paragraphs = notice.sections.flatMap((section) => section.paragraphs)
const find = (text: string) => findQuote(notice, text)

describe('findQuote', () => {
  it('returns the notice’s own text, with its no-break space, for a quote typed with a blank', () => {
    const found = find(
      'Presence, Chat und Meetings haben keine Anbindung an TU Dienste wie Matrix oder Big Blue Button.',
    )
    expect(found.ok && found.quote.text).toContain('Matrix oder\u00a0Big Blue Button.')
  })

  it('says where a quote stands', () => {
    const found = find('Alle Daten werden verschlüsselt übertragen bzw. gespeichert.')
    expect(found.ok && found.quote.citation).toEqual({
      notice: 'Softphone - Hinweise zur Datenverwendung',
      section: 'Cisco WebEx',
      paragraph: 2,
      url: notice.url,
    })
    expect(found.ok && found.quote.passages).toEqual(['softphone/2.2.4'])
  })

  it('finds sentences that follow each other in one paragraph', () => {
    const [first, second] = paragraphs[5]?.passages ?? []
    const found = find(`${first?.text ?? ''}\n${second?.text ?? ''}`)
    expect(found.ok && found.quote.passages).toEqual([first?.id, second?.id])
  })

  it.each([
    ['another spelling', 'Alle Daten werden verschluesselt übertragen bzw. gespeichert.'],
    ['another case', 'alle Daten werden verschlüsselt übertragen bzw. gespeichert.'],
    ['a sentence with a word more', 'Alle Daten werden sicher verschlüsselt übertragen bzw. gespeichert.'],
  ])('does not take %s for a quote, but names the closest wording', (_, text) => {
    expect(find(text)).toEqual({
      ok: false,
      reason: 'wording',
      closest: 'Alle Daten werden verschlüsselt übertragen bzw. gespeichert.',
    })
  })

  it.each([
    ['its beginning', 'Alle Daten werden verschlüsselt übertragen'],
    ['all but the full stop', 'Alle Daten werden verschlüsselt übertragen bzw. gespeichert'],
    ['its end', 'verschlüsselt übertragen bzw. gespeichert.'],
  ])('names the whole sentence for a part of it: %s', (_, text) => {
    expect(find(text)).toEqual({
      ok: false,
      reason: 'part',
      closest: 'Alle Daten werden verschlüsselt übertragen bzw. gespeichert.',
    })
  })

  it('takes no heading and no part of a word for a quote', () => {
    expect(find('Cisco WebEx')).toMatchObject({ ok: false, reason: 'heading' })
    expect(find('aten werden verschlüsselt')).toMatchObject({ ok: false, reason: 'wording' })
  })

  it('does not join sentences of two paragraphs', () => {
    const across = [paragraphs[0]?.passages.at(-1), paragraphs[1]?.passages[0]].map(
      (passage) => passage?.text,
    )
    expect(find(across.join(' '))).toMatchObject({ ok: false, reason: 'apart' })
  })

  it('does not find nothing', () => {
    expect(find(' ').ok).toBe(false)
  })

  it('finds every run of sentences, whatever its white space, and returns a part of the notice', () => {
    const run = fc
      .constantFrom(...paragraphs)
      .chain(({ passages }) =>
        fc
          .tuple(fc.nat(passages.length - 1), fc.nat(passages.length - 1))
          .map((ends) => passages.slice(Math.min(...ends), Math.max(...ends) + 1)),
      )
    const blank = fc.constantFrom(' ', '\u00a0', '\n', ' \t ', '\r\n')
    fc.assert(
      fc.property(run, blank, (passages, space) => {
        const found = find(passages.map(({ text }) => text.replace(/\s/g, space)).join(space))
        expect(found.ok && found.quote.passages).toEqual(passages.map(({ id }) => id))
        expect(source.text).toContain(found.ok ? found.quote.text : undefined)
      }),
    )
  })

  it('returns, for any text, only what stands in the notice', () => {
    fc.assert(
      fc.property(anyMessage, (text) => {
        const found = find(text)
        expect(source.text).toContain(found.ok ? found.quote.text : found.closest)
      }),
    )
  })
})

describe('a quote of a list', () => {
  const text =
    '---\ntitle: T\n---\n## Daten\nGelöscht werden:\n* Namen\n* Räume\n  * eigene\n\n| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n'
  const list = parseNotice('t', { file: 'notice.md', text })
  const quoteOf = (wanted: string) => {
    const found = list.ok ? findQuote(list.notice, wanted) : undefined
    return found?.ok === true ? found.quote : undefined
  }

  it.each([
    ['the first item', 'Namen', 'Gelöscht werden:\n* Namen', '1'],
    ['a later item, with its bullet', '* Räume', 'Gelöscht werden:\n[…]\n* Räume', '2'],
    ['a nested item', 'eigene', 'Gelöscht werden:\n[…]\n* Räume\n  * eigene', '2 1'],
    ['a row of a table', '3 | 4', 'A | B\n[…]\n3 | 4', '2'],
  ])('has what introduces it: %s', (_, wanted, expected, item) => {
    expect(quoteOf(wanted)?.text).toBe(expected)
    expect(quoteOf(wanted)?.citation.item).toBe(item)
  })

  it('is told to be none at once, in however many ways items could make it up', () => {
    const items = Array.from({ length: 6 }, (_, i) => `* ${'Ja '.repeat(i + 1).trim()}`).join('\n')
    const parsedItems = parseNotice('t', { file: 'notice.md', text: `---\ntitle: T\n---\n## A\n${items}\n` })
    const wanted = `${'Ja '.repeat(60)}Nein`
    const found = parsedItems.ok ? findQuote(parsedItems.notice, wanted) : undefined
    expect(found).toMatchObject({ ok: false, reason: 'wording' })
  })

  it('may be several items in a line, as in the folders of earlier versions', () => {
    expect(quoteOf('* Namen * Räume * eigene')?.passages).toEqual(['t/1.1.2', 't/1.1.3', 't/1.1.4'])
  })

  it('need not introduce what was introduced just before', () => {
    const first = quoteOf('Gelöscht werden:')
    const next = list.ok && first ? findQuote(list.notice, '* Namen', new Set(first.passages)) : undefined
    expect(next?.ok === true && next.quote.text).toBe('* Namen')
  })
})
