import { finish } from '../language/steps.ts'
import type { Phrase, Word } from '../language/words.ts'
import { toPhrase } from '../language/words.ts'
import { toLines } from './letter-lines.ts'
import { toMessage } from './message.ts'
import type { Part } from './message.ts'
import { firstOf, joined, lastOf, nothing, partOf } from '../language/phrase-parts.ts'
import { indirectStart, isDependent, isTopical, opensClause } from './question-form.ts'
import { toSentences } from './sentences.ts'
import type { Sentence } from './sentences.ts'
import { bothQuestions, splitQuestion } from './split-question.ts'
import type { Stripped } from './strip-mentions.ts'
import { isIn } from './word-lists.ts'

/** One question taken from what a person said: its own words, short enough to be repeated above its answer. */
export interface Query extends Phrase {
  /** The sentences just before that may carry its topic; may be empty. */
  readonly background: Phrase
  /** False if nothing is asked and the whole message has to stand for the question. */
  readonly isQuestion: boolean
  /** Its own words don't say what it is about ("Und wo liegt das?"), so the background has to. */
  readonly isDependent: boolean
}

/** A message taken apart. */
export interface Reading {
  /** The text without mentions. */
  readonly text: string
  /** The name that it begins by calling, "@name" or "Anna"; empty if nobody is called. */
  readonly opening: string
  readonly sentences: readonly Sentence[]
  /** All words that were said. */
  readonly words: readonly Word[]
  readonly queries: readonly Query[]
  /** True if it is so long, or asks so much, that not all of it was read. */
  readonly isPartlyRead: boolean
}

/** How many questions of one message are taken. */
export const maxQueries = 16
/** At most so many characters of a message are read; Matrix' events are not longer. */
const maxCharacters = 66_000
/** Longest background of a query, and text of one that stands for a whole message, in characters; at least one sentence of either is taken. */
const maxTold = 320
/** How many sentences before a question count as its background. */
const maxBefore = 2
/** How far back they are looked for, in sentences. */
const reach = 12
/** From here on a sentence only hands something on or is a courtesy, and carries no topic. */
const minEmpty = 0.5
/** Shorter clauses, in words, are repeated with what introduces them. */
const minClause = 4

/** Reads a text without mentions, once for all that comes after. */
export function* readInSteps({ text, called }: Stripped): Generator<undefined, Reading> {
  const lines = toLines(text.slice(0, maxCharacters))
  yield
  const message = toMessage(lines)
  yield
  const read = yield* toSentences(message, called)
  const subject = toPhrase(message.subject)
  const { queries, isMore } = toQueries(read.sentences, subject)
  const named = queries.filter((query) => !onlyCalls(query))
  return {
    ...read,
    text,
    queries: [named, queries].find(({ length }) => length > 0) ?? wholeMessage(read.sentences, subject, text),
    isPartlyRead: read.isPartlyRead || isMore || text.length > maxCharacters,
  }
}

export const readMessage = (text: string): Reading => finish(readInSteps({ text, called: '' }))

/** "Weiß das jemand?", "Könnten Sie uns mitteilen": calls for an answer to what else is asked. */
const onlyCalls = ({ words }: Phrase): boolean =>
  words.some(({ text }) => isIn('askingWords', text)) &&
  (words.some(({ text }) => isIn('anybody', text)) || !words.some(({ text }) => opensClause(text))) &&
  words.every((word) => !isTopical(word) || isIn('pointingWords', word.text))

/** The questions in their order, each once. */
function toQueries(sentences: readonly Sentence[], subject: Phrase): { queries: Query[]; isMore: boolean } {
  const queries = new Map<string, Query>()
  const isForward = sentences.some(({ part }) => part.isPassedOn)
  for (const [index, sentence] of sentences.entries()) {
    if (!sentence.isAsked || handsOn(sentence, isForward)) continue
    for (const query of queriesOf(sentences, index, subject)) {
      const key = query.isDependent ? `${query.text} ${query.background.text}` : query.text
      if (queries.size >= maxQueries && !queries.has(key.toLowerCase()))
        return { queries: [...queries.values()], isMore: true }
      if (!queries.has(key.toLowerCase())) queries.set(key.toLowerCase(), query)
    }
  }
  return { queries: [...queries.values()], isMore: false }
}

function queriesOf(sentences: readonly Sentence[], index: number, subject: Phrase): Query[] {
  const sentence = sentences[index]
  if (sentence === undefined) return []
  const before = [subject, ...backgroundOf(sentences, index)]
  const [first = nothing, ...others] = splitQuestion(sentence.phrase)
    .map(withoutAsking)
    .flatMap(bothQuestions)
  const parts = isDependent(first.words) ? [joined([sentence.lead, first]), ...others] : [first, ...others]
  const lead = isDependent(first.words) ? nothing : sentence.lead
  return parts.map((part, i) =>
    toQuery(part, lastOf([...before, lead, ...parts.slice(0, i)].filter(hasWords), maxTold), true),
  )
}

const hasWords = ({ words }: Phrase) => words.length > 0

/** "Kann mir wer sagen, wo …?" asks "wo …?", if what introduces it has no topic of its own and the rest stands alone. */
function withoutAsking(part: Phrase): Phrase {
  const start = indirectStart(part.words)
  const clause = partOf(part, Math.max(start, 0))
  const isClause = clause.words.length >= minClause && !isDependent(clause.words)
  return isClause && part.words.slice(0, start).filter(isTopical).length <= 1 ? clause : part
}

/**
 * The sentences before a question that may carry its topic. An earlier question has a topic of its own, and ends the search; items of a
 * list say nothing of each other.
 */
function backgroundOf(sentences: readonly Sentence[], index: number): Phrase[] {
  const own = sentences[index]?.part
  const depth = own?.depth ?? 0
  const isOtherItem = (part: Part) => own?.kind === 'item' && part.kind === 'item' && part !== own
  const before = sentences.slice(Math.max(0, index - reach), index)
  const open = before.slice(before.findLastIndex(({ isAsked, part }) => isAsked && part.depth >= depth) + 1)
  return open
    .filter(({ part }) => part.depth >= depth && !isOtherItem(part))
    .slice(-maxBefore)
    .map(toPhraseOf)
}

const toPhraseOf = ({ lead, phrase }: Sentence) => joined([lead, phrase])

/** Above or below what it passes on, a question without a topic of its own ("Wer weiß das?") asks for help with that. */
const handsOn = ({ purpose, part, phrase }: Sentence, isForward: boolean): boolean =>
  (purpose['hands-on'] >= minEmpty && !part.isAsked) ||
  (isForward && !part.isPassedOn && isDependent(phrase.words))

const carriesNothing = ({ purpose }: Sentence) =>
  purpose['hands-on'] >= minEmpty || purpose.courtesy >= minEmpty

function toQuery(asked: Phrase, background: Phrase, isQuestion: boolean): Query {
  const isCut = isIn('joints', asked.words.at(-1)?.text) && asked.words.length > 1
  const own = isCut ? partOf(asked, 0, asked.words.length - 1) : asked
  const text = own.text.replace(trailing, '') || own.text
  return { text, words: own.words, background, isQuestion, isDependent: isDependent(own.words) }
}

/** Quotation marks, commas and blanks to be filled in behind the last word. */
const trailing = /(?:[\s,;:_…"“”»«'*(–-]|\.\.\.)+$/u

/** Nothing is asked in so many words: what is told has to do, or, if nothing is told, the text as it stands. */
function wholeMessage(sentences: readonly Sentence[], subject: Phrase, text: string): Query[] {
  const told = sentences.filter((sentence) => !carriesNothing(sentence))
  const isAsked = sentences.some(({ purpose }) => purpose['hands-on'] >= minEmpty)
  const whole = [toText(told), subject, toText(sentences)].find(hasWords)
  if (whole !== undefined) return [toQuery(whole, whole === subject ? nothing : subject, isAsked)]
  const rest = text.replace(/\s+/g, ' ').trim().slice(0, maxTold)
  return rest === '' ? [] : [toQuery({ text: rest, words: [] }, nothing, isAsked)]
}

const toText = (sentences: readonly Sentence[]) => firstOf(sentences.map(toPhraseOf), maxTold)
