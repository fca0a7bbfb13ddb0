import { describe, expect, it } from 'vitest'
import { parseNotice } from '../../src/knowledge/parse-notice.ts'
import type { Notice } from '../../src/knowledge/types.ts'
import { readFixture, realNotice } from '../support/fixtures.ts'

function parse(text: string): Notice {
  const result = parseNotice('rules', { file: 'notice.md', text })
  if (!result.ok) throw new Error(result.issues.map(({ message }) => message).join())
  return result.notice
}

/** A notice as a table: one row per passage. */
const rows = ({ sections }: Notice) =>
  sections.flatMap(({ title, paragraphs }) =>
    paragraphs.flatMap(({ number, passages }) =>
      passages.map(({ text }) => ({ section: title ?? null, paragraph: number, text })),
    ),
  )

describe('the notice that ships', () => {
  const result = parseNotice('softphone', realNotice())

  it('has its nineteen sentences, each in its section and paragraph, word for word', () => {
    expect(result.ok && rows(result.notice)).toEqual(
      JSON.parse(readFixture('notice/softphone-passages.json')),
    )
  })

  it('keeps its no-break space', () => {
    const last = result.ok ? rows(result.notice).at(-1) : undefined
    expect(last?.text).toContain('oder\u00a0Big Blue Button')
  })

  it('gives every sentence an id of its own that says where it stands', () => {
    const passages = result.ok
      ? result.notice.sections.flatMap(({ paragraphs }) => paragraphs.flatMap(({ passages }) => passages))
      : []
    expect(new Set(passages.map(({ id }) => id)).size).toBe(19)
    expect(passages[0]?.id).toBe('softphone/1.1.1')
    expect(passages.at(-1)?.id).toBe('softphone/2.6.3')
  })
})

describe('parseNotice', () => {
  it('reads title, link and date from the front matter', () => {
    const { title, url, date } = parse(
      '---\ntitle: Regeln\nurl: https://x.de/?a=1\ndate: 2025-03-01\n---\nA.\n',
    )
    expect({ title, url, date }).toEqual({ title: 'Regeln', url: 'https://x.de/?a=1', date: '2025-03-01' })
  })

  it('begins a section at each heading, whatever its depth, and counts paragraphs anew', () => {
    const notice = parse('---\ntitle: T\n---\n\nA.\n\nB.\n\n## Zwei\n\nC.\n\n### Drei\n\nD. E.\n')
    expect(rows(notice)).toEqual([
      { section: null, paragraph: 1, text: 'A.' },
      { section: null, paragraph: 2, text: 'B.' },
      { section: 'Zwei', paragraph: 1, text: 'C.' },
      { section: 'Drei', paragraph: 1, text: 'D. E.' },
    ])
  })

  it('takes the heading of the first level for the title, not for a section', () => {
    expect(rows(parse('---\ntitle: T\n---\n# T\n\nDas gilt.\n'))[0]?.section).toBeNull()
  })

  it('reads wrapped lines as one paragraph', () => {
    expect(rows(parse('---\ntitle: T\n---\nDas ist\n  ein Satz. Und\nnoch einer.\n'))).toEqual([
      { section: null, paragraph: 1, text: 'Das ist ein Satz.' },
      { section: null, paragraph: 1, text: 'Und noch einer.' },
    ])
  })

  it('reads the line ends of Windows alike', () => {
    const text = '---\ntitle: T\n---\n\nDas gilt. Das auch.\n\n## Zwei\n\nMehr\nText.\n'
    expect(parse(text.replaceAll('\n', '\r\n'))).toEqual(parse(text))
  })

  it('leaves out headings without text', () => {
    expect(
      parse('---\ntitle: T\n---\n## Leer\n\n## Voll\n\nA.\n').sections.map(({ title }) => title),
    ).toEqual(['Voll'])
  })
})

describe('what a notice consists of', () => {
  const texts = (body: string) => rows(parse(`---\ntitle: T\n---\n${body}`)).map(({ text }) => text)

  it('ends a heading at its line, whether a blank line follows or not', () => {
    expect(rows(parse('---\ntitle: T\n---\n## Dauer\nDas gilt.\n'))).toEqual([
      { section: 'Dauer', paragraph: 1, text: 'Das gilt.' },
    ])
  })

  it('knows headings that are underlined, and clauses on lines of their own', () => {
    const { sections } = parse('---\ntitle: T\n---\nRechte\n------\nA.\n\n§ 3 Dauer\n\n(1) B.\n')
    expect(sections.map(({ title }) => title)).toEqual(['Rechte', '§ 3 Dauer'])
  })

  it('has the items of a list as passages, nested ones and further sentences too', () => {
    expect(
      texts('Gelöscht werden:\n\n* Namen\n* Räume,\n  nämlich\n  1. eigene\n* Alles. Auch das.\n'),
    ).toEqual(['Gelöscht werden:', '* Namen', '* Räume, nämlich', '1. eigene', '* Alles.', 'Auch das.'])
  })

  it('has the rows of a table as passages', () => {
    expect(texts('| Daten | Dauer |\n|---|---|\n| Name | 90 Tage |\n')).toEqual([
      'Daten | Dauer',
      'Name | 90 Tage',
    ])
  })

  it('counts paragraphs by their own numbers, which need no blank line between them', () => {
    const notice = parse('---\ntitle: T\n---\n## § 3 Dauer\nVorab.\n\n(1) Das gilt.\n(2) Das nicht. Nie.\n')
    expect(rows(notice).map(({ paragraph, text }) => [paragraph, text])).toEqual([
      [1, 'Vorab.'],
      [1, '(1) Das gilt.'],
      [2, '(2) Das nicht.'],
      [2, 'Nie.'],
    ])
  })

  it.each([
    ['in bold', '**Speicherdauer**\n\nDas gilt.\n'],
    ['in bold, directly above its text', 'Vorab.\n**Speicherdauer**\nDas gilt.\n'],
    ['in bold, with a colon', '**Speicherdauer:**\n\nDas gilt.\n'],
    ['underlined', '<u>Speicherdauer</u>\n\nDas gilt.\n'],
    ['in italics', '*Speicherdauer*\n\nDas gilt.\n'],
  ])('takes a line that is set apart %s for a heading', (_, body) => {
    const { sections } = parse(`---\ntitle: T\n---\n${body}`)
    expect(sections.at(-1)?.title).toBe('Speicherdauer')
    expect(sections.at(-1)?.paragraphs.flatMap(({ passages }) => passages.map(({ text }) => text))).toEqual([
      'Das gilt.',
    ])
  })

  it.each([
    ['a sentence', '**Das gilt für alle.**\n\nMehr.\n', ['Das gilt für alle.', 'Mehr.']],
    [
      'what introduces a list',
      '**Gespeichert werden:**\n\n* Namen\n* Räume\n',
      ['Gespeichert werden:', '* Namen', '* Räume'],
    ],
    ['a part of a sentence', 'Das gilt\n**nicht**\nfür alle.\n', ['Das gilt nicht für alle.']],
    [
      'the last line, which has no text',
      'Das gilt.\n\n**Stand: Mai 2026**\n',
      ['Das gilt.', 'Stand: Mai 2026'],
    ],
  ])('takes %s for text, although it is in bold', (_, body, expected) => {
    expect(texts(body)).toEqual(expected)
  })

  it('takes numbered lines between paragraphs for headings, but one alone for an item', () => {
    const body = '1. Zweck\n\nDas gilt.\n\n2. Dauer\n\nDas auch.\n'
    expect(parse(`---\ntitle: T\n---\n${body}`).sections.map(({ title }) => title)).toEqual([
      '1. Zweck',
      '2. Dauer',
    ])
    expect(texts('1. Zweck\n\nDas gilt.\n')).toEqual(['1. Zweck', 'Das gilt.'])
  })

  it('takes a sentence for text although it is set as a heading', () => {
    const sentence =
      'Mit der Karte können Sie in allen Gebäuden drucken, kopieren, scannen und in der Mensa bezahlen.'
    expect(texts(`## ${sentence}\n\nMehr.\n`)).toEqual([sentence, 'Mehr.'])
  })

  it('names the sections of a text that has several headings of the first level', () => {
    const { sections } = parse('---\ntitle: T\n---\n# T\n\nA.\n\n# Rechte\n\nB.\n')
    expect(sections.map(({ title }) => title)).toEqual([undefined, 'Rechte'])
  })

  it('has a code block as one passage, as it stands, with what introduces it', () => {
    const { sections } = parse(
      '---\ntitle: T\n---\nDer Server heißt:\n\n```\nvpn.x.de # Port 443.\n*:443\n```\n\nDanach.\n',
    )
    expect(sections[0]?.paragraphs.map(({ passages }) => passages.map(({ text }) => text))).toEqual([
      ['Der Server heißt:', 'vpn.x.de # Port 443.\n*:443'],
      ['Danach.'],
    ])
    expect(sections[0]?.paragraphs[0]?.passages[1]?.leadIn).toBe('rules/1.1.1')
  })

  it('has items with letters and full stops, but no "z. B." as one', () => {
    expect(texts('Anträge sind\n\na. Vertagung, auch\nz. B. halb;\nb. Schluss.\n')).toEqual([
      'Anträge sind',
      'a. Vertagung, auch z. B. halb;',
      'b. Schluss.',
    ])
  })

  it('joins a word that a hyphen parts at the end of a line', () => {
    expect(texts('Die Bibliotheks-\nordnung der TU-\nDresden gilt in Ein-\nund Ausgang.\n')).toEqual([
      'Die Bibliotheksordnung der TU-Dresden gilt in Ein- und Ausgang.',
    ])
  })

  it('joins a clause that stands alone with the heading that says what it is about', () => {
    const { sections } = parse(
      '---\ntitle: T\n---\n## § 1\n\n## Geltung\n\nDas gilt.\n\n## § 2 Dauer\n\nEwig.\n',
    )
    expect(sections.map(({ title }) => title)).toEqual(['§ 1 Geltung', '§ 2 Dauer'])
  })

  it('cites what follows a numbered paragraph by its number', () => {
    const notice = parse('---\ntitle: T\n---\n(1)Das gilt für\n\n* alle.\n\nSonst nicht.\n\n(2) Ende.\n')
    expect(rows(notice).map(({ paragraph, text }) => [paragraph, text])).toEqual([
      [1, '(1)Das gilt für'],
      [1, '* alle.'],
      [1, 'Sonst nicht.'],
      [2, '(2) Ende.'],
    ])
  })

  it('leaves out the marks of Markdown, but not the asterisk of a word', () => {
    expect(texts('**Wichtig:** [Hier](https://x.de) fragen Mitarbeiter*innen und Nutzer*innen.\n')).toEqual([
      'Wichtig: Hier fragen Mitarbeiter*innen und Nutzer*innen.',
    ])
  })

  it('leaves out the marks of code, line breaks, and links with brackets in their text', () => {
    expect(texts('Das Cookie `mode` gilt.\\\nFrage [info[at]x.de](mailto:info@x.de).\n')).toEqual([
      'Das Cookie mode gilt.',
      'Frage info[at]x.de.',
    ])
  })

  it('leaves out tags and templates of web sites, and what consists of nothing else', () => {
    const body =
      'Tel.: 123 <br> <u>Auskunft</u>&nbsp;gibt [das Team]({{% relref "team.md" %}}).\n\n&nbsp;\n\n![Bild](x.png)\n'
    expect(texts(body)).toEqual(['Tel.: 123 Auskunft gibt das Team.'])
  })

  it('takes further abbreviations from the front matter', () => {
    const notice = parse('---\ntitle: T\nabbreviations: [Rekt.]\n---\nDer Rekt. Muster entscheidet.\n')
    expect(rows(notice)).toHaveLength(1)
  })

  it('takes a number at the start of a wrapped line for a part of its sentence', () => {
    expect(texts('Das gilt ab dem\n3. Mai.\n')).toEqual(['Das gilt ab dem 3. Mai.'])
  })
})
