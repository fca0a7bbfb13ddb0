import { describe, expect, it } from 'vitest'
import {
  composeAnswer,
  composeDecline,
  composeHelp,
  composeSuggestions,
  composeThanks,
  composeTopics,
} from '../../src/replies/compose.ts'
import type { Frame } from '../../src/replies/compose.ts'
import type { Answer, Contact } from '../../src/replies/types.ts'
import type { FaqEntry, Language } from '../../src/knowledge/types.ts'
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
const answer = (id: string, query: string): Answer => ({ query, entry: entry(id), score: 0.9 })

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
const loan =
  '> Bücher dürfen vier Wochen ausgeliehen werden, d.h. danach sind sie zurückzugeben. (Ausleihe, 1)'
const topics = {
  de: 'Öffnungszeiten, Taschen und Mäntel, Leihfrist, Verlängerung, Ausleihe im Ganzen, Gebühr bei Verspätung, Bibliotheksausweis, Getränke im Lesesaal, Ruhe im Lesesaal',
  en: 'Opening hours, Bags and coats, Loan period, Renewal, Borrowing in general, Late fee, Library card, Drinks in the reading room, Silence in the reading room',
}
const desk = {
  de: 'Weiter hilft Ihnen: [Auskunft](https://bibliothek.example/auskunft), [auskunft@bibliothek.example](mailto:auskunft@bibliothek.example)',
  en: 'Please ask: [Front desk](https://bibliothek.example/auskunft), [auskunft@bibliothek.example](mailto:auskunft@bibliothek.example)',
}

describe('an answer', () => {
  it.each([
    ['de', []],
    ['en', [{ type: 'paragraph', content: ['The notice says (in German):'] }]],
  ] as const)('to one question is the quotation, with a word about its language (%s)', (language, framed) => {
    expect(composeAnswer([answer('library/schliessfaecher', 'Wohin?')], [], frame(language))).toEqual({
      language,
      blocks: [...framed, lockers],
    })
  })

  it.each([
    ['de', 'Zu diesen Fragen steht etwas im Hinweis:', 'Der Hinweis beantwortet nicht:'],
    ['en', 'The notice answers these questions (in German):', 'The notice does not answer:'],
  ] as const)(
    'to several repeats each, and names what is left open at the end (%s)',
    (language, first, last) => {
      const answers = [answer('library/leihfrist', 'Wie lange?'), answer('library/schliessfaecher', 'Wohin?')]
      expect(outline(composeAnswer(answers, ['Was kostet das?', 'Wer hilft?'], frame(language)))).toEqual([
        first,
        '# Wie lange?',
        loan,
        '# Wohin?',
        `> ${lockers.text} (–, 2)`,
        last,
        '- Was kostet das? - Wer hilft?',
        desk[language],
      ])
    },
  )

  it('repeats a single question if another one is left open', () => {
    expect(
      outline(
        composeAnswer(
          [answer('library/leihfrist', 'Wie lange?')],
          ['Wer hilft?'],
          frame('de', { contact: undefined }),
        ),
      ),
    ).toEqual([
      'Dazu steht im Hinweis:',
      '# Wie lange?',
      loan,
      'Der Hinweis beantwortet nicht:',
      '- Wer hilft?',
    ])
  })

  it('gives every quote of an entry a block of its own', () => {
    const { blocks } = composeAnswer([answer('library/ausleihe-im-ganzen', 'Wie?')], [], frame('de'))
    expect(blocks.map(({ type }) => type)).toEqual(['quotation', 'quotation'])
  })
})

describe('a decline', () => {
  it.each([
    [
      'de',
      'Dazu steht in dem Hinweis, den ich kenne, leider nichts.',
      'Der Hinweis behandelt diese Themen: ',
    ],
    ['en', 'I am sorry, the notice that I know does not answer that.', 'The notice covers these topics: '],
  ] as const)('says so, and names whom to ask and the topics (%s)', (language, sorry, covers) => {
    expect(outline(composeDecline(undefined, frame(language)))).toEqual([
      sorry,
      desk[language],
      `${covers}${topics[language]}.`,
    ])
  })

  it.each(['de', 'en'] as const)('names the gap if it is known (%s)', (language) => {
    const gap = { de: 'Das Parken fehlt.', en: 'Parking is missing.' }
    expect(outline(composeDecline(gap, frame(language)))[0]).toBe(gap[language])
  })

  it('names no contact where none is configured', () => {
    expect(composeDecline(undefined, frame('de', { contact: undefined })).blocks).toHaveLength(2)
  })

  it('names a contact that has only a name', () => {
    const onlyName = { name: contact.name, url: undefined, email: undefined }
    expect(outline(composeDecline(undefined, frame('de', { contact: onlyName })))[1]).toBe(
      'Weiter hilft Ihnen: Auskunft',
    )
  })
})

describe('a suggestion', () => {
  it.each([
    [
      'de',
      'Meinten Sie eine dieser Fragen?',
      '1. Wie lange darf ich ein Buch behalten? 2. Kann ich die Leihfrist verlängern?',
      'Antworten Sie mit der Zahl, oder wählen Sie sie unter dieser Nachricht aus. Passt keine, fragen Sie gern noch einmal mit anderen Worten.',
    ],
    [
      'en',
      'Did you mean one of these questions?',
      '1. How long may I keep a book? 2. Can I renew a book?',
      'Reply with the number, or pick it below this message. If none fits, please feel free to ask again in other words.',
    ],
  ] as const)('lists the questions in the asker’s language (%s)', (language, ...lines) => {
    const suggestions = [entry('library/leihfrist'), entry('library/verlaengerung')]
    expect(outline(composeSuggestions(suggestions, frame(language)))).toEqual(lines)
  })
})

describe('help, topics and courtesies', () => {
  it.each([
    ['de', 'Themen:'],
    ['en', 'Topics:'],
  ] as const)('list each topic once (%s)', (language, title) => {
    const list = `- ${topics[language].replaceAll(', ', ' - ')}`
    expect(outline(composeTopics(frame(language)))).toEqual([title, list])
    expect(outline(composeHelp(frame(language)))).toContain(list)
  })

  it('begin each topic with a capital letter', () => {
    const small = { de: 'was ausgeliehen wird', en: 'äpfel and pears' }
    const only = { ...knowledge, entries: [{ ...entry('library/leihfrist'), topic: small }] }
    expect(outline(composeTopics({ ...frame('de'), knowledge: only }))[1]).toBe('- Was ausgeliehen wird')
    expect(outline(composeTopics({ ...frame('en'), knowledge: only }))[1]).toBe('- Äpfel and pears')
  })

  it('list the topic of several entries once', () => {
    const twice = {
      ...knowledge,
      entries: [entry('library/leihfrist'), { ...entry('library/leihfrist'), id: 'fristen' }],
    }
    expect(outline(composeTopics({ ...frame('de'), knowledge: twice }))).toEqual(['Themen:', '- Leihfrist'])
  })

  it.each([
    ['de', /^Hinweisbot: Ich beantworte Fragen zu dem Hinweis/],
    ['en', /^Hinweisbot: I answer questions about the notice/],
  ] as const)('say who it is, which notice it knows and whom to ask (%s)', (language, opening) => {
    const lines = outline(composeHelp(frame(language)))
    expect(lines[0]).toMatch(opening)
    expect(lines[1]).toContain('[Benutzung der Bibliothek](https://bibliothek.example/benutzung)')
    expect(lines.at(-1)).toBe(desk[language])
  })

  it.each([
    ['de', 'Gern. Wenn noch etwas unklar ist, fragen Sie einfach.'],
    ['en', 'You are welcome. If anything else is unclear, just ask.'],
  ] as const)('leave a thank-you at one line (%s)', (language, line) => {
    expect(outline(composeThanks(frame(language)))).toEqual([line])
  })
})
