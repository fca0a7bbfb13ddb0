import { normalize } from '../language/normalize.ts'
import { splitSentences } from '../language/split-sentences.ts'
import type { Phrase, Word } from '../language/words.ts'
import type { Message, Part } from './message.ts'
import { marksBehind, nothing, partOf } from '../language/phrase-parts.ts'
import { isTopical, opensQuestion, wantsToKnow } from './question-form.ts'
import { asSaid, openingOf, toSaidSentence } from './said-sentence.ts'
import type { SaidSentence } from './said-sentence.ts'
import { classifySentence, probabilityOfAsking } from './sentence-classifier.ts'
import type { SentenceProbabilities } from './sentence-classifier.ts'
import { divided } from './split-question.ts'
import { announcing, isIn } from './word-lists.ts'

/** A sentence of a message, and what it is for. */
export interface Sentence {
  /** Without greeting and announcement. */
  readonly phrase: Phrase
  /** The words before the question itself: "Outlook-Kontakte: werden die …?". */
  readonly lead: Phrase
  readonly part: Part
  readonly purpose: SentenceProbabilities
  readonly isAsked: boolean
}

/** How probable it has to be that a sentence asks. */
const minAsking = 0.4
/** Longer pieces without a mark are cut, in characters; people write no longer sentences, logs do. */
const longestSentence = 320
/** How many sentences of a message are read; a thousand characters have twenty. */
const maxSentences = 2_000
/** In words. */
const longestBare = 3
/** So many sentences are judged in one step. */
const stepSize = 25

interface Piece extends SaidSentence {
  readonly part: Part
}

export interface ReadSentences {
  readonly sentences: readonly Sentence[]
  /** All words that were said, with the greetings. */
  readonly words: readonly Word[]
  /** The name that the message begins by calling, "Anna" or "@anna"; empty for nobody in particular. */
  readonly opening: string
  readonly isPartlyRead: boolean
}

/**
 * Takes each part of a message apart into sentences and these into words, and judges each sentence beside its neighbours.
 *
 * @param called the name that the message begins with, as "@name"; empty without one
 * @yields after some sentences each, so that the caller can let others work
 */
export function* toSentences({ parts }: Message, called: string): Generator<undefined, ReadSentences> {
  const said: Piece[] = []
  for (const [index, { part, text }] of parts.flatMap(textsOf).entries()) {
    if (said.length > maxSentences) break
    said.push(...toPieces(part, text))
    if (index % stepSize === 0) yield
  }
  const opening = called === '' ? openingOf(said[0]?.whole) : called
  const read = said.slice(0, maxSentences).filter(({ phrase }) => phrase.words.length > 0)
  const listed = itemsOfLists(parts)
  const sentences: Sentence[] = []
  for (const [index, piece] of read.entries()) {
    const { part, phrase } = piece
    const purpose = classifySentence(read, index, opening)
    const isAsked =
      part.isAsked ||
      listed.has(part) ||
      isBare(piece) ||
      wantsToKnow(phrase.words) ||
      probabilityOfAsking(purpose) >= minAsking
    sentences.push({ part, purpose, isAsked, ...withoutLead(phrase) })
    if (index % stepSize === 0) yield
  }
  const words = said.flatMap(({ whole }) => whole.words)
  return { sentences, words, opening, isPartlyRead: said.length > maxSentences }
}

/** "Presence?" in a line of its own: a topic with a question mark. */
const isBare = ({ text, part, phrase: { words } }: Piece): boolean =>
  words.length <= longestBare &&
  text === part.text &&
  text.endsWith('?') &&
  isCapital(text) &&
  words.some(isTopical)

const isCapital = (text: string): boolean => text.charAt(0) !== text.charAt(0).toLowerCase()

const textsOf = (part: Part) =>
  splitSentences(part.text, { mayBeginSmall: true })
    .flatMap((text) => (text.length <= longestSentence ? [text] : (text.match(pieces) ?? [])))
    .map((text) => ({ part, text }))
const pieces = new RegExp(String.raw`\S.{0,${longestSentence}}(?=\s|$)|\S{1,${longestSentence}}`, 'gu')

function toPieces(part: Part, text: string): Piece[] {
  const said = toSaidSentence(text)
  const phrases = divided(said.whole)
  return phrases.length < 2 ? [{ part, ...said }] : phrases.map((phrase) => ({ part, ...asSaid(phrase) }))
}

/** "We need a statement on the following:" makes a question of each item below it that is not put as one anyway. */
function itemsOfLists(parts: readonly Part[]): ReadonlySet<Part> {
  const listed = new Set<Part>()
  for (const [index, { kind, text }] of parts.entries()) {
    if (kind === 'item' || /[.?!]$/.test(text) || !announces(text)) continue
    const end = parts.findIndex((part, i) => i > index && part.kind !== 'item')
    const items = parts.slice(index + 1, end < 0 ? undefined : end)
    for (const item of items) if (!item.text.includes('?')) listed.add(item)
  }
  return listed
}

function announces(text: string): boolean {
  const plain = normalize(text)
  return announcing.some((stem) => plain.includes(stem))
}

/** "Outlook-Kontakte: werden die hochgeladen?" has the topic before the question. */
function withoutLead(phrase: Phrase): Pick<Sentence, 'phrase' | 'lead'> {
  const colon = phrase.words.findLastIndex(
    (_, index) => index < 12 && /^:\s/.test(marksBehind(phrase, index)),
  )
  const rest = partOf(phrase, colon + 1)
  const isQuestion = opensQuestion(rest.words) || isIn('clauseOpenings', rest.words[0]?.text)
  if (colon < 0 || rest.words.length < 2 || !isQuestion) return { phrase, lead: nothing }
  return { phrase: rest, lead: partOf(phrase, 0, colon + 1) }
}
