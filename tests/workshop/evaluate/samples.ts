import type { Judge, Judgement } from '../../../src/workshop/evaluate/judgement.ts'
import type { LabelledMessage } from '../../../src/workshop/evaluate/labelled-message.ts'
import type { FaqEntry, KnowledgeBase, Notice, Passage, PassageId } from '../../../src/knowledge/types.ts'

const hours = ['Montags ist offen.', 'Dienstags ist zu.']
const books = ['Bücher stehen im Keller.', 'Karten stehen im Turm.', 'Noten fehlen.', 'Platten auch.']

const passage = (id: string, text: string): Passage => ({ id: id as PassageId, text })

export const notice: Notice = {
  id: 'library',
  title: 'Bibliothek',
  implied: [],
  url: undefined,
  date: undefined,
  sections: [hours, books].map((sentences, s) => ({
    title: s === 0 ? undefined : 'Bestand',
    paragraphs: [
      { number: 1, passages: sentences.map((text, i) => passage(`library/${s + 1}.1.${i + 1}`, text)) },
    ],
  })),
}

const entry = (id: string, text: string): FaqEntry => ({
  id,
  notice: notice.id,
  topic: { de: id, en: id },
  questions: { de: [], en: [] },
  quotes: [
    {
      text,
      passages: [],
      citation: { notice: notice.title, section: undefined, paragraph: 1, url: undefined },
    },
  ],
})

export const quotes = {
  monday: hours.join(' '),
  books: books.slice(0, 1).join(' '),
  maps: books.slice(1, 2).join(' '),
  all: books.join(' '),
}

export const knowledge: KnowledgeBase = {
  notices: [notice],
  entries: [entry('monday', quotes.monday), entry('books', quotes.books), entry('maps', quotes.maps)],
  declines: [],
  lexicon: [],
}

export const message = (given: Partial<LabelledMessage>): LabelledMessage => ({
  id: 'x1-001',
  text: 'Wo stehen die Bücher?',
  context: 'dm',
  lang: 'de',
  expect: 'answer',
  gold: [['B1']],
  file: 'sample.jsonl',
  ...given,
})

export const judgement = (given: Partial<Judgement>): Judgement => ({
  action: 'ignore',
  answers: [],
  suggestions: [],
  evidence: [],
  ...given,
})

/** Judges by looking the text up. */
export const judgeBy = (answers: Readonly<Record<string, Partial<Judgement>>>): Judge => ({
  judge: ({ text }) => judgement(answers[text] ?? {}),
})

export const given = (id: keyof typeof quotes) => ({ entry: id, quote: quotes[id], score: 0.9 })
