import type { FaqEntry, KnowledgeBase, PassageId, Quote } from '../../src/knowledge/types.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { pick, shuffle } from './random.ts'
import {
  circumstances,
  englishQuestions,
  firstParts,
  germanMessages,
  germanQuestions,
  secondParts,
} from './word-lists.ts'

/** A thing that questions are asked about, in the cases that they need. */
interface Thing {
  readonly name: string
  readonly nominative: string
  readonly accusative: string
  readonly english: string
}

export interface Generated {
  readonly knowledge: KnowledgeBase
  /** Questions in other words than those of the entries, some with a typing error, and the id of the entry that each asks for. */
  readonly messages: readonly { readonly text: string; readonly entry: string }[]
}

const germanPerEntry = 4
const englishPerEntry = 2
/** So many messages of ten hold a typing error. */
const typosOfTen = 4

/** @param entries up to 10,000, the number of compounds that the word lists give */
export function generateKnowledge(entries: number, messages: number, seed: number): Generated {
  const random = seededRandom(seed)
  const things = shuffle(allThings(), random).slice(0, entries)
  if (things.length < entries)
    throw new RangeError(`the word lists give ${things.length} entries, not ${entries}`)
  return {
    knowledge: {
      notices: [
        { id: 'generated', title: 'Generated', url: undefined, date: undefined, implied: [], sections: [] },
      ],
      entries: things.map((thing) => toEntry(thing, random)),
      declines: [],
      lexicon: [],
    },
    messages: shuffle(things, random)
      .slice(0, messages)
      .map((thing) => ({
        text: mistype(ask(pick(germanMessages, random), thing, random), random),
        entry: toId(thing),
      })),
  }
}

function allThings(): Thing[] {
  return firstParts.flatMap(([first, firstEnglish]) =>
    secondParts.map(([second, article, secondEnglish]) => {
      const name = `${first}${second}`
      return {
        name,
        nominative: `${article} ${name}`,
        accusative: `${article === 'der' ? 'den' : article} ${name}`,
        english: `${firstEnglish} ${secondEnglish}`,
      }
    }),
  )
}

function toEntry(thing: Thing, random: () => number): FaqEntry {
  const german = shuffle(germanQuestions, random).slice(0, germanPerEntry)
  const english = shuffle(englishQuestions, random).slice(0, englishPerEntry)
  return {
    id: toId(thing),
    notice: 'generated',
    topic: { de: thing.name, en: thing.english },
    questions: {
      de: german.map((question) => ask(question, thing, random)),
      en: english.map((question) => question.replace('{}', thing.english)),
    },
    quotes: [toQuote(thing)],
  }
}

const toId = ({ name }: Thing) => name.toLowerCase()

type Question = readonly [form: 'nominative' | 'accusative', text: string]

const ask = ([form, text]: Question, thing: Thing, random: () => number) =>
  text.replace('{}', thing[form]).replace('~', pick(circumstances, random))

function toQuote({ name, nominative }: Thing): Quote {
  return {
    text: `Über ${nominative} steht alles im Aushang ${name}.`,
    passages: [`generated/${name}` as PassageId],
    citation: { notice: 'generated', section: undefined, paragraph: 1, url: undefined },
  }
}

/** Swaps, drops or doubles a letter in some texts. */
function mistype(text: string, random: () => number): string {
  if (random() * 10 >= typosOfTen) return text
  const at = 1 + Math.floor(random() * (text.length - 3))
  const [before, a, b, after] = [text.slice(0, at), text.charAt(at), text.charAt(at + 1), text.slice(at + 2)]
  const typos = [`${b}${a}`, b, `${a}${a}${b}`]
  return `${before}${typos[Math.floor(random() * typos.length)] ?? ''}${after}`
}
