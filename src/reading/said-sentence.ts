import { toPhrase } from '../language/words.ts'
import type { Phrase } from '../language/words.ts'
import { marksBehind, nothing, partOf } from '../language/phrase-parts.ts'
import { opensQuestion } from './question-form.ts'
import { isIn } from './word-lists.ts'

/** A sentence as it was said. */
export interface SaidSentence {
  readonly text: string
  /** All of its words. */
  readonly whole: Phrase
  /** Without the calls and announcements at its start. */
  readonly phrase: Phrase
}

/** Takes the words out of a sentence; nothing after does so again. */
export const toSaidSentence = (text: string): SaidSentence => asSaid(toPhrase(text), text)

export const asSaid = (whole: Phrase, text = whole.text): SaidSentence => ({
  text,
  whole,
  phrase: withoutPreamble(whole),
})

/** How many words may stand before the first mark for these to be a call or an announcement, and how many such there are. */
const longestPreamble = 9
const mostPreambles = 4

/** The sentence without calls and announcements at its start: "Hallo Team, kurze Frage: gilt …?" → "gilt …?". */
function withoutPreamble(sentence: Phrase): Phrase {
  let rest = sentence
  for (let i = 0; i < mostPreambles; i++) {
    const end = rest.words
      .slice(0, longestPreamble)
      .findIndex((_, at) => /^\s?[,:;!.)–-]/.test(marksBehind(rest, at)))
    if (end < 0 || !isPreamble(textsOf(rest, end + 1))) break
    rest = partOf(rest, end + 1)
  }
  // "moin wo steht …": nothing but a greeting stands before the question.
  const call = [1, 2].find(
    (length) => greets(textsOf(rest, length)) && opensQuestion(rest.words.slice(length)),
  )
  return call === undefined ? rest : partOf(rest, call)
}

const textsOf = ({ words }: Phrase, length: number) => words.slice(0, length).map(({ text }) => text)

/** Begins with "Hallo" or "Guten Tag". */
const greets = ([first = '', second = '']: readonly string[]) =>
  isIn('greetings', first) || isIn('greetings', `${first} ${second}`)

/** "Leute", "Kurze Frage", "1)", or a greeting with a name but without a question. */
const isPreamble = (words: readonly string[]): boolean =>
  words.every(
    (word) => isIn('preambles', word) || isIn('everybody', word) || /^(?:\d{1,2}|[a-h])$/.test(word),
  ) ||
  (greets(words) && !words.some((word) => isIn('questionWords', word) || isIn('questionVerbs', word)))

/** At most so many words at the start of a message call somebody. */
const longestCall = 4

/** "Anna," at the start of a message; empty if it begins with nothing, or with a call to nobody in particular. */
export function openingOf(phrase: Phrase = nothing): string {
  // "Hat jemand gemerkt, ob …" calls nobody.
  if (opensQuestion(phrase.words)) return ''
  const end = phrase.words
    .slice(0, longestCall)
    .findIndex((_, index) => /^[,:!]\s/.test(marksBehind(phrase, index)))
  const call = textsOf(phrase, end + 1)
  return call.every((text) => isIn('preambles', text) || isIn('everybody', text)) ? '' : call.join(' ')
}
