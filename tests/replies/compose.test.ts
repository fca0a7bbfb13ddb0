import { describe, expect, it } from 'vitest'
import {
  composeAnswer,
  composeDecline,
  composeGreeting,
  composeHelp,
  composeNearest,
  composeNoMore,
  composeSmallTalk,
  composeTopics,
} from '../../src/replies/compose.ts'
import type { Frame } from '../../src/replies/compose.ts'
import type { Contact } from '../../src/replies/types.ts'
import type { DeclineEntry, FaqEntry, Language } from '../../src/knowledge/types.ts'
import { libraryKnowledge } from '../support/fixtures.ts'
import { outline } from '../support/replies.ts'

const knowledge = await libraryKnowledge()
const contact: Contact = {
  name: { de: 'Auskunft', en: 'Front desk' },
  url: 'https://bibliothek.example/auskunft',
  email: 'auskunft@bibliothek.example',
}
const frame = (language: Language, given: Partial<Frame['persona']> = {}): Frame => ({
  knowledge,
  language,
  persona: { name: 'Hinweisbot', contact, ...given },
})

function entry(id: string): FaqEntry {
  const found = knowledge.entries.find((one) => one.id === id)
  if (!found) throw new Error(`the library has an entry "${id}"`)
  return found
}

const citation = {
  notice: 'Benutzung der Bibliothek',
  section: undefined,
  paragraph: 2,
  url: 'https://bibliothek.example/benutzung',
}
const lockers = {
  type: 'quotation',
  text: 'Taschen und Mäntel gehören in die Schließfächer im Erdgeschoss.',
  citation,
}
const topics = {
  de: 'Öffnungszeiten, Taschen und Mäntel, Leihfrist, Verlängerung, Ausleihe im Ganzen, Gebühr bei Verspätung, Bibliotheksausweis, Getränke im Lesesaal, Ruhe im Lesesaal',
  en: 'Opening hours, Bags and coats, Loan period, Renewal, Borrowing in general, Late fee, Library card, Drinks in the reading room, Silence in the reading room',
}
const parking: DeclineEntry = {
  ...{ id: 'library/parken', notice: 'library', questions: { de: [], en: [] } },
  sentence: { de: 'Zum Parken sagt der Hinweis nichts.', en: 'The notice does not mention parking.' },
}
/** The library's notice and a second one. */
const several = {
  ...knowledge,
  notices: [
    ...knowledge.notices,
    {
      id: 'pool',
      title: 'Hinweise zum Gerätepool',
      url: undefined,
      date: undefined,
      implied: [],
      sections: [],
    },
  ],
  entries: [
    ...knowledge.entries,
    { ...entry('library/leihfrist'), id: 'pool/kabel', notice: 'pool', topic: { de: 'Kabel' } },
  ],
}
const desk = {
  de: 'Weiter hilft Ihnen: [Auskunft](https://bibliothek.example/auskunft), [auskunft@bibliothek.example](mailto:auskunft@bibliothek.example)',
  en: 'Please ask: [Front desk](https://bibliothek.example/auskunft), [auskunft@bibliothek.example](mailto:auskunft@bibliothek.example)',
}

describe('an answer', () => {
  it.each([
    ['de', []],
    ['en', [{ type: 'paragraph', content: ['The notice says (in German):'] }]],
  ] as const)('is the quotation, with a word about its language (%s)', (language, framed) => {
    expect(composeAnswer(entry('library/schliessfaecher'), frame(language))).toEqual({
      language,
      blocks: [...framed, lockers],
    })
  })

  it('gives every quote of an entry a block of its own', () => {
    const { blocks } = composeAnswer(entry('library/ausleihe-im-ganzen'), frame('de'))
    expect(blocks.map(({ type }) => type)).toEqual(['quotation', 'quotation'])
  })
})

describe('a decline', () => {
  it.each([
    ['de', 'Dazu habe ich im Hinweis keine Stelle gefunden. „themen“ zeigt, wovon er handelt.'],
    ['en', 'I found no passage about that in the notice. “topics” shows what it is about.'],
  ] as const)('claims no more than that nothing was found, and names whom to ask (%s)', (language, said) => {
    expect(outline(composeDecline(undefined, frame(language)))).toEqual([said, desk[language]])
  })

  it.each(['de', 'en'] as const)('names the gap if it is known (%s)', (language) => {
    expect(outline(composeDecline(parking, frame(language)))).toEqual([
      parking.sentence[language],
      desk[language],
    ])
  })

  it('names the gap in German if it is written in no other language', () => {
    const gap = { de: parking.sentence.de }
    expect(outline(composeDecline({ ...parking, sentence: gap }, frame('en')))[0]).toBe(parking.sentence.de)
  })

  it('says of which notice the gap is, where several are known', () => {
    const both = { ...frame('de'), knowledge: several }
    expect(outline(composeDecline(parking, both))[0]).toBe(
      'Benutzung der Bibliothek: Zum Parken sagt der Hinweis nichts.',
    )
    expect(outline(composeDecline({ ...parking, notice: undefined }, both))[0]).toBe(parking.sentence.de)
    expect(outline(composeDecline(undefined, both))[0]).toMatch(
      /^Dazu habe ich in den Hinweisen keine Stelle/,
    )
  })

  it('names no contact where none is configured', () => {
    expect(composeDecline(undefined, frame('de', { contact: undefined })).blocks).toHaveLength(1)
  })

  it('names a contact that has only a name', () => {
    const onlyName = { name: contact.name, url: undefined, email: undefined }
    expect(outline(composeDecline(undefined, frame('de', { contact: onlyName })))[1]).toBe(
      'Weiter hilft Ihnen: Auskunft',
    )
  })

  it('of whatever is more than what was quoted claims no more either', () => {
    expect(outline(composeNoMore(frame('de')))[0]).toBe('Mehr habe ich dazu im Hinweis nicht gefunden.')
  })
})

describe('what comes nearest', () => {
  it.each([
    [
      'de',
      'Meinten Sie eine dieser Fragen?',
      '1. Wie lange darf ich ein Buch behalten? 2. Kann ich die Leihfrist verlängern?',
      'Antworten Sie mit der Zahl, oder wählen Sie sie unter dieser Nachricht aus.',
    ],
    [
      'en',
      'Did you mean one of these questions?',
      '1. How long may I keep a book? 2. Can I renew a book?',
      'Reply with the number, or pick it below this message.',
    ],
  ] as const)(
    'is a choice of questions in the asker’s language if it is several (%s)',
    (language, ...lines) => {
      const nearest = [entry('library/leihfrist'), entry('library/verlaengerung')]
      expect(outline(composeNearest(nearest, frame(language)))).toEqual(lines)
    },
  )

  it.each([
    ['de', 'Genau dazu bin ich nicht sicher. Am nächsten kommt:'],
    ['en', 'I am not certain about exactly that. What comes nearest (in German):'],
  ] as const)('is the passage with its source if it is one (%s)', (language, doubt) => {
    const { blocks } = composeNearest([entry('library/schliessfaecher')], frame(language))
    expect(blocks).toEqual([{ type: 'paragraph', content: [doubt] }, lockers])
  })
})

describe('help, topics and courtesies', () => {
  it.each([
    ['de', 'Davon handelt der Hinweis:'],
    ['en', 'The notice is about:'],
  ] as const)('list each topic once (%s)', (language, title) => {
    expect(outline(composeTopics(frame(language)))).toEqual([`${title} ${topics[language]}`])
  })

  it('list the topic of several entries once', () => {
    const twice = {
      ...knowledge,
      entries: [entry('library/leihfrist'), { ...entry('library/leihfrist'), id: 'fristen' }],
    }
    expect(outline(composeTopics({ ...frame('de'), knowledge: twice }))).toEqual([
      'Davon handelt der Hinweis: Leihfrist',
    ])
  })

  it('begin the topics with a capital letter', () => {
    const small = { de: 'was ausgeliehen wird', en: 'äpfel and pears' }
    const only = { ...knowledge, entries: [{ ...entry('library/leihfrist'), topic: small }] }
    expect(outline(composeTopics({ ...frame('de'), knowledge: only }))[0]).toMatch(/: Was ausgeliehen wird$/)
    expect(outline(composeTopics({ ...frame('en'), knowledge: only }))[0]).toMatch(/: Äpfel and pears$/)
  })

  it('list topics notice by notice where several are known', () => {
    expect(outline(composeTopics({ ...frame('de'), knowledge: several }))).toEqual([
      '# Benutzung der Bibliothek',
      expect.stringMatching(/^Öffnungszeiten, /),
      '# Hinweise zum Gerätepool',
      'Kabel',
    ])
  })

  it.each(['de', 'en'] as const)(
    'say what the bot is, which notice it knows and whom to ask (%s)',
    (language) => {
      const lines = outline(composeHelp(frame(language)))
      expect(lines[1]).toContain('[Benutzung der Bibliothek](https://bibliothek.example/benutzung)')
      expect(lines.at(-1)).toBe(desk[language])
      expect(lines.join()).not.toContain(topics[language])
    },
  )

  it('name several notices in one line', () => {
    expect(outline(composeHelp({ ...frame('de'), knowledge: several }))[1]).toBe(
      'Ich kenne: [Benutzung der Bibliothek](https://bibliothek.example/benutzung), Hinweise zum Gerätepool',
    )
  })

  it('leave a greeting and a thank-you at one sentence', () => {
    expect(outline(composeGreeting(frame('de')))).toEqual([
      'Guten Tag, fragen Sie mich gern etwas zu „Benutzung der Bibliothek“.',
    ])
    expect(outline(composeGreeting({ ...frame('en'), knowledge: several }))).toEqual([
      'Hello, please feel free to ask me about our notices.',
    ])
    expect(outline(composeSmallTalk('welcome', frame('de')))).toEqual(['Gern.'])
  })
})
