import { splitSentences } from '../language/split-sentences.ts'
import type { Phrase, Word } from '../language/words.ts'
import { announcesList } from './letter-lines.ts'
import type { Message, Part } from './message.ts'
import { marksBehind, nothing, partOf } from './phrase-parts.ts'
import { opensQuestion } from './question-form.ts'
import { divided, inContext, openingOf, toSaidSentence } from './said-sentence.ts'
import type { SaidSentence } from './said-sentence.ts'
import { classifySentence, probabilityOfAsking } from './sentence-classifier.ts'
import type { SentenceProbabilities } from './sentence-classifier.ts'
import { joints, questionVerbs, questionWords } from './word-lists.ts'

/** A sentence of a message, and what it is for. */
export interface Sentence {
  /** Without greeting and announcement. */
  readonly phrase: Phrase
  /** What it says before it asks: "Outlook-Kontakte: werden die …?". */
  readonly lead: Phrase
  readonly part: Part
  readonly purpose: SentenceProbabilities
  readonly isAsked: boolean
}

/** How probable it has to be that a sentence without a question mark asks. */
const minAsking = 0.5
/** Longer pieces without a mark are cut, in characters; people write no longer sentences, logs do. */
const longestSentence = 600
/** How many sentences of a message are read; a thousand characters have twenty. */
const maxSentences = 2_000
/** So many sentences are judged in one step. */
const stepSize = 25

interface Piece extends SaidSentence {
  readonly part: Part
}

export interface ReadSentences {
  readonly sentences: readonly Sentence[]
  /** All words that were said, with the greetings. */
  readonly words: readonly Word[]
  /** Whom the message begins by calling, "Anna" or "@anna"; empty for nobody in particular. */
  readonly opening: string
  readonly isPartlyRead: boolean
}

/**
 * Takes each part of a message apart into sentences and these into words, and judges each sentence beside its neighbours.
 *
 * @param called the name that the message begins with, as "@name"; empty without one
 * @yields after some sentences each, so that the caller can let others work
 */
export function* toSentences(message: Message, called: string): Generator<undefined, ReadSentences> {
  const said: Piece[] = []
  for (const [index, { part, text }] of message.parts.flatMap(textsOf).entries()) {
    if (said.length > maxSentences) break
    said.push(...divided(toSaidSentence(text)).map((one) => ({ part, ...one })))
    if (index % stepSize === 0) yield
  }
  const opening = called === '' ? openingOf(said[0]?.whole) : called
  const words = said.flatMap(({ whole }) => whole.words)
  const read = said.slice(0, maxSentences).filter(({ phrase }) => phrase.words.length > 0)
  const listed = itemsOfLists(message.parts)
  const sentences: Sentence[] = []
  for (const [index, piece] of read.entries()) {
    const purpose = classifySentence(inContext(read, index, opening))
    const isAsked =
      piece.part.isAsked ||
      listed.has(piece.part) ||
      (asks(piece, purpose) && !isAfterthought(piece, read[index - 1]))
    sentences.push({ part: piece.part, purpose, isAsked, ...withoutLead(piece.phrase) })
    if (index % stepSize === 0) yield
  }
  return { sentences, words, opening, isPartlyRead: said.length > maxSentences }
}

/** The sentences of a part; a line to be filled in is one piece, whatever dots it has. */
function textsOf(part: Part): { readonly part: Part; readonly text: string }[] {
  const texts = part.isAsked ? [part.text] : splitSentences(part.text, { mayBeginSmall: true })
  return texts.flatMap(cut).map((text) => ({ part, text }))
}

const cut = (text: string): readonly string[] =>
  text.length <= longestSentence ? [text] : (text.match(cutPattern) ?? [])
const cutPattern = new RegExp(String.raw`\S.{0,${longestSentence}}(?=\s|$)|\S{1,${longestSentence}}`, 'gu')

/** Who sets a question mark asks, unless it is a lone word outside of a list. */
function asks({ part, phrase }: Piece, purpose: SentenceProbabilities): boolean {
  if (phrase.text.includes('?')) return part.kind === 'item' || phrase.words.length > 1
  return probabilityOfAsking(purpose) >= minAsking
}

/** "… gespeichert? Hier oder in Übersee?" offers answers to the question before it. */
function isAfterthought({ part, phrase, text }: Piece, before: Piece | undefined): boolean {
  return (
    before?.part === part &&
    before.text.endsWith('?') &&
    text.endsWith('?') &&
    phrase.words.length <= longestAfterthought &&
    !joints.has(phrase.words[0]?.text ?? '') &&
    !phrase.words.some((word) => questionWords.has(word.text) || questionVerbs.has(word.text))
  )
}

/** In words. */
const longestAfterthought = 7

/** "We need a statement on the following:" makes a question of each item below it, if none is put as one. */
function itemsOfLists(parts: readonly Part[]): ReadonlySet<Part> {
  const listed = new Set<Part>()
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]
    const items: Part[] = []
    for (let next = parts[i + 1]; next?.kind === 'item'; next = parts[i + 1 + items.length]) items.push(next)
    const opensList = part?.kind !== 'item' && items.length > 0 && !/[.?!]$/.test(part?.text ?? '')
    if (opensList && announcesList(part?.text ?? '') && !items.some(({ text }) => text.includes('?')))
      for (const item of items) listed.add(item)
    i += Math.max(0, items.length - 1)
  }
  return listed
}

/** "Outlook-Kontakte: werden die hochgeladen?" has the topic before the question. */
function withoutLead(phrase: Phrase): Pick<Sentence, 'phrase' | 'lead'> {
  const colon = phrase.words.findLastIndex(
    (_, index) => index < 12 && /^:\s/.test(marksBehind(phrase, index)),
  )
  const rest = partOf(phrase, colon + 1)
  const isQuestion =
    opensQuestion(rest.words) || rest.words[0]?.text === 'ob' || rest.words[0]?.text === 'whether'
  if (colon < 0 || rest.words.length < 2 || !(isQuestion || /\?.*:/.test(phrase.text)))
    return { phrase, lead: nothing }
  return { phrase: rest, lead: partOf(phrase, 0, colon + 1) }
}
