import { toWords } from '../language/words.ts'
import type { Phrase, Word } from '../language/words.ts'
import { isGreeting } from './letter-lines.ts'
import { marksBehind, nothing, partOf } from './phrase-parts.ts'
import { opensQuestion, startsDirectly } from './question-form.ts'
import {
  askingWords,
  everybody,
  joints,
  preambles,
  prepositions,
  questionVerbs,
  questionWords,
} from './word-lists.ts'

/** A sentence as it was said. */
export interface SaidSentence {
  readonly text: string
  /** All of its words. */
  readonly whole: Phrase
  /** Without the calls and announcements at its start. */
  readonly phrase: Phrase
}

/** A sentence with what stands around it in its message, as far as it tells what the sentence is for. */
export interface SentenceInContext extends SaidSentence {
  readonly before: SaidSentence | undefined
  readonly after: SaidSentence | undefined
  /** Whom the message calls at its start; empty for nobody in particular. */
  readonly opening: string
}

/** Takes the words out of a sentence; nothing after does so again. */
export function toSaidSentence(text: string): SaidSentence {
  const words = toWords(text)
  const whole = { text: text.slice(words[0]?.start), words }
  return { text, whole, phrase: withoutPreamble(whole) }
}

/**
 * The sentences that somebody ran together who sets no marks: "hab den Vertrag unterschrieben wann werde ich freigeschaltet". Divided
 * where a question begins that is no subordinate clause.
 */
export function divided(said: SaidSentence): readonly SaidSentence[] {
  const { whole } = said
  const starts = whole.words.flatMap((_, i) => (begins(whole, i) ? [i] : []))
  if (starts.length === 0) return [said]
  return [0, ...starts].map((start, i) => {
    const part = partOf(whole, start, starts[i])
    return { text: part.text, whole: part, phrase: withoutPreamble(part) }
  })
}

/** Whether a question begins at a word before which there is neither a mark nor a word that belongs to it. */
function begins(whole: Phrase, index: number): boolean {
  if (index < minDivided || !startsDirectly(whole.words.slice(index, index + 4))) return false
  const before = whole.words[index - 1]?.text ?? ''
  if (marksBehind(whole, index - 1).trim() !== '' || joints.has(before) || prepositions.has(before))
    return false
  return !whole.words.slice(index - minDivided, index).some(({ text }) => askingWords.has(text))
}

/** Fewer words before a question belong to it. */
const minDivided = 3

export const inContext = (
  sentences: readonly SaidSentence[],
  index: number,
  opening: string,
): SentenceInContext => {
  const { text, whole, phrase } = sentences[index] ?? { text: '', whole: nothing, phrase: nothing }
  return { text, whole, phrase, before: sentences[index - 1], after: sentences[index + 1], opening }
}

/** How many words may stand before the first mark for these to be a call or an announcement. */
const longestPreamble = 9

/** The sentence without calls and announcements at its start: "Hallo Team, kurze Frage: gilt …?" → "gilt …?". */
function withoutPreamble(sentence: Phrase): Phrase {
  let rest = sentence
  for (let i = 0; i < 4; i++) {
    const mark = rest.words
      .slice(0, longestPreamble)
      .findIndex((_, at) => /^\s?[,:;!.)–-]/.test(marksBehind(rest, at)))
    const end = mark < 0 && rest.words.length < longestPreamble ? rest.words.length - 1 : mark
    const leading = rest.words.slice(0, end + 1)
    if (end < 0 || !isPreamble(leading, mark >= 0)) break
    rest = partOf(rest, end + 1)
  }
  return withoutUnmarkedCall(rest)
}

/** "moin wo steht …": nothing but a greeting stands before the question. */
function withoutUnmarkedCall(phrase: Phrase): Phrase {
  const call = [1, 2].find((length) => {
    const words = phrase.words.slice(0, length).map(({ text }) => text)
    return isGreeting(words.join(' ')) && opensQuestion(phrase.words.slice(length))
  })
  return call === undefined ? phrase : partOf(phrase, call)
}

/** Of an item within a line: "1)", "b)". */
const number = /^(?:\d{1,2}|[a-h])$/

function isPreamble(words: readonly Word[], isMarked: boolean): boolean {
  const [first, second] = words
  if (isMarked && words.every(({ text }) => preambles.has(text) || everybody.has(text) || number.test(text)))
    return true
  if (!isGreeting(`${first?.text ?? ''} ${second?.text ?? ''}`)) return false
  return !words.some(({ text }) => questionWords.has(text) || questionVerbs.has(text))
}

/** At most so many words at the start of a message call somebody. */
const longestCall = 4

/** "Anna," at the start of a message; empty if it begins with nothing, or with a call to nobody in particular. */
export function openingOf(phrase: Phrase = nothing): string {
  const end = phrase.words
    .slice(0, longestCall)
    .findIndex((_, index) => /^[,:!]\s/.test(marksBehind(phrase, index)))
  const call = phrase.words.slice(0, end + 1).map(({ text }) => text)
  return call.every((text) => preambles.has(text) || everybody.has(text)) ? '' : call.join(' ')
}
