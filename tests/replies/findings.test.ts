import { describe, expect, it } from 'vitest'
import type { DeclineEntry, Language } from '../../src/knowledge/types.ts'
import { composeDraft } from '../../src/replies/draft.ts'
import { composeFindings } from '../../src/replies/findings.ts'
import type { Finding } from '../../src/replies/findings.ts'
import { libraryKnowledge } from '../support/fixtures.ts'
import { outline } from '../support/replies.ts'

const knowledge = await libraryKnowledge()
const contact = { name: { de: 'Auskunft', en: 'Front desk' }, url: undefined, email: undefined }
const compose = (findings: readonly Finding[], language: Language = 'de') =>
  outline(composeFindings(findings, { knowledge, language, persona: { name: 'Hinweisbot', contact } }))

function entry(id: string) {
  const found = knowledge.entries.find((one) => one.id === id)
  if (!found) throw new Error(`the library has an entry "${id}"`)
  return found
}

const parking: DeclineEntry = {
  ...{ id: 'library/parken', notice: 'library', questions: { de: [], en: [] } },
  sentence: { de: 'Zum Parken sagt der Hinweis nichts.', en: 'The notice does not mention parking.' },
}
const lockers = '> Taschen und Mäntel gehören in die Schließfächer im Erdgeschoss. (–, 2)'
const loan =
  '> Bücher dürfen vier Wochen ausgeliehen werden, d.h. danach sind sie zurückzugeben. (Ausleihe, 1)'

const answered: Finding = {
  ...{ queries: ['wie lange darf ich ein Buch behalten'], kind: 'answer', score: 0.9 },
  entry: entry('library/leihfrist'),
}
const near: Finding = {
  ...{ queries: ['Und wohin mit der Tasche?'], kind: 'near' },
  entries: [entry('library/schliessfaecher')],
}
const gap: Finding = { queries: ['ob man dort parken kann.'], kind: 'gap', decline: parking }
const unfound: Finding = { queries: ['Wer hilft?'], kind: 'nothing' }
const repeat: Finding = { queries: ['Und wie noch?'], kind: 'repeat' }

describe('what was found about several questions', () => {
  it('is said of each in their order, and of what nothing can be said at the end', () => {
    expect(compose([gap, unfound, answered, repeat, near])).toEqual([
      '# Ob man dort parken kann',
      'Zum Parken sagt der Hinweis nichts.',
      '# Wie lange darf ich ein Buch behalten',
      loan,
      '# Und wohin mit der Tasche?',
      'Genau dazu bin ich nicht sicher. Am nächsten kommt:',
      lockers,
      'Dazu habe ich keine andere Stelle gefunden:',
      '- Und wie noch?',
      'Dazu habe ich keine Stelle gefunden:',
      '- Wer hilft?',
      'Weiter hilft Ihnen: Auskunft',
    ])
  })

  it('stands once below all that it is about', () => {
    const both: Finding = { ...answered, queries: ['Wie lange?', 'Bis wann?'] }
    expect(compose([both])).toEqual(['# Wie lange?', '# Bis wann?', loan])
  })

  it('is introduced to readers of English where the notice is quoted', () => {
    expect(compose([answered, gap], 'en')).toEqual([
      'On your questions, the notice says (in German):',
      '# Wie lange darf ich ein Buch behalten',
      loan,
      '# Ob man dort parken kann',
      'The notice does not mention parking.',
      'Please ask: Front desk',
    ])
  })

  it('names nobody else to ask if all of them are answered', () => {
    const other: Finding = { ...answered, queries: ['Wohin?'], entry: entry('library/schliessfaecher') }
    expect(compose([answered, other])).toEqual([
      '# Wie lange darf ich ein Buch behalten',
      loan,
      '# Wohin?',
      lockers,
    ])
  })

  it('is no more than that nothing was found if that is so of all', () => {
    expect(compose([unfound, { ...unfound, queries: ['Wer noch?'] }])[0]).toMatch(
      /keine Stelle gefunden\. „themen“/,
    )
  })
})

describe('what was found about a question alone', () => {
  it.each([
    [answered, loan],
    [near, 'Genau dazu bin ich nicht sicher. Am nächsten kommt:'],
    [repeat, 'Dazu habe ich keine andere Stelle gefunden als die, die ich eben zitiert habe.'],
    [gap, 'Zum Parken sagt der Hinweis nichts.'],
  ])('is said without repeating it', (finding, first) => {
    expect(compose([finding])[0]).toBe(first)
  })
})

describe('a draft', () => {
  it('tells what the notice leaves open from what the bot did not find', () => {
    expect(outline(composeDraft([answered, gap, unfound, near], 'de'))).toEqual([
      'Guten Tag,',
      'vielen Dank für Ihre Anfrage. Dazu steht in unserem Hinweis:',
      '# Wie lange darf ich ein Buch behalten',
      expect.stringContaining('Bücher dürfen vier Wochen ausgeliehen werden'),
      'Nicht beantwortet wird dort:',
      '- Ob man dort parken kann',
      'Offen ist noch:',
      '- Wer hilft? - Und wohin mit der Tasche?',
      'Mit freundlichen Grüßen',
    ])
  })
})
