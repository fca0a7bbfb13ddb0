import { finish } from '../language/steps.ts'
import type { Phrase, Word } from '../language/words.ts'
import { toPhrase } from '../language/words.ts'
import { isDependent, isGrammar } from './back-reference.ts'
import { toLines } from './letter-lines.ts'
import { toMessage } from './message.ts'
import { clip, firstOf, joined, lastOf, nothing, partOf, trimmed } from './phrase-parts.ts'
import { indirectStart } from './question-form.ts'
import { toSentences } from './sentences.ts'
import type { Sentence } from './sentences.ts'
import { splitQuestion } from './split-question.ts'
import { nameCalled, stripMentions } from './strip-mentions.ts'
import type { Utterance } from './utterance.ts'
import { askingWords } from './word-lists.ts'

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
  /** What was said, without mentions. */
  readonly text: string
  /** Whom it begins by calling, "@name" or "Anna"; empty if nobody is called. */
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
/** What is read of one message, in characters; Matrix' events are not longer. */
const maxCharacters = 66_000
/** Longest text and background of a query, in characters. */
const maxText = 320
const maxBackground = 320
/** How many sentences before a question count as its background; in a chat one is spread over several lines. */
const maxBefore = { prose: 2, item: 2, chat: 4 } as const
/** How far back they are looked for, in sentences. */
const reach = 12
/** From here on a sentence only hands something on or is a courtesy, and carries no topic. */
const minEmpty = 0.5
/** Shorter clauses, in words, are repeated with what introduces them. */
const minClause = 4

/** Reads what was said to the bot or in a room, without the mentions in it, once for all that comes after. */
export function* readInSteps({
  text,
  addressing,
}: Pick<Utterance, 'text' | 'addressing'>): Generator<undefined, Reading> {
  const stripped = stripMentions(text, addressing)
  yield
  return yield* readTextInSteps(stripped, nameCalled(text))
}

/** Reads a text without mentions. */
export function* readTextInSteps(text: string, called = ''): Generator<undefined, Reading> {
  const lines = toLines(text.slice(0, maxCharacters))
  yield
  const message = toMessage(lines)
  yield
  const read = yield* toSentences(message, called)
  const subject = toPhrase(message.subject)
  const { queries, isMore } = toQueries(read.sentences, subject)
  return {
    ...read,
    text,
    queries: queries.length > 0 ? queries : wholeMessage(read.sentences, subject, text),
    isPartlyRead: read.isPartlyRead || isMore || text.length > maxCharacters,
  }
}

export const readUtterance = (said: Pick<Utterance, 'text' | 'addressing'>): Reading =>
  finish(readInSteps(said))

export const readMessage = (text: string): Reading => finish(readTextInSteps(text))

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
  const before = backgroundOf(sentences, index)
  const about = before.length < 2 ? subject : nothing
  const parts = splitQuestion(sentence.phrase).map(withoutAsking)
  return parts.map((part, i) => {
    const isFirst = i === 0
    const takesLead = isFirst && sentence.lead.words.length > 0 && isDependent(part.words)
    const own = takesLead ? joined([sentence.lead, part]) : part
    const lead = isFirst && !takesLead ? sentence.lead : nothing
    return toQuery(own, lastOf([about, ...before, ...parts.slice(0, i), lead], maxBackground), true)
  })
}

/** "Kann mir wer sagen, wo …?" asks "wo …?", if what introduces it has no topic of its own and the rest stands alone. */
function withoutAsking(part: Phrase): Phrase {
  const start = indirectStart(part.words)
  const isAsking = ({ text }: Word) => askingWords.has(text) || isGrammar(text)
  const clause = partOf(part, Math.max(start, 0))
  const isClause = clause.words.length >= minClause && !isDependent(clause.words)
  return isClause && part.words.slice(0, start).filter((word) => !isAsking(word)).length <= 1 ? clause : part
}

/**
 * The sentences before a question that may carry its topic; for an item of a list, what introduces the list. An
 * earlier question has a topic of its own, and ends the search.
 */
function backgroundOf(sentences: readonly Sentence[], index: number): Phrase[] {
  const { part } = sentences[index] ?? {}
  const found: Phrase[] = []
  for (let i = index - 1; part !== undefined && i >= 0 && i > index - reach; i--) {
    const before = sentences[i]
    if (found.length >= maxBefore[part.kind] || before === undefined) break
    const isOtherItem = part.kind === 'item' && before.part.kind === 'item' && before.part !== part
    if (isOtherItem || carriesNothing(before) || before.part.depth < part.depth) continue
    if (before.isAsked) break
    found.unshift(joined([before.lead, before.phrase]))
  }
  return found
}

/** Above or below what it passes on, a question without a topic of its own ("Wer weiß das?") asks for help with that. */
const handsOn = ({ purpose, part, phrase }: Sentence, isForward: boolean): boolean =>
  (purpose['hands-on'] >= minEmpty && !part.isAsked) ||
  (isForward && !part.isPassedOn && isDependent(phrase.words))

const carriesNothing = ({ purpose }: Sentence) =>
  purpose['hands-on'] >= minEmpty || purpose.courtesy >= minEmpty

function toQuery(own: Phrase, background: Phrase, isQuestion: boolean): Query {
  return { ...trimmed(clip(own, maxText)), background, isQuestion, isDependent: isDependent(own.words) }
}

/** Nothing is asked in so many words: what is told has to do, or, if nothing is told, the text as it stands. */
function wholeMessage(sentences: readonly Sentence[], subject: Phrase, text: string): Query[] {
  const told = sentences.filter((sentence) => !carriesNothing(sentence))
  const isAsked = sentences.some(({ purpose, isAsked }) => isAsked && purpose['hands-on'] >= minEmpty)
  const whole = [toText(told), subject, toText(sentences)].find(({ words }) => words.length > 0)
  if (whole !== undefined) return [toQuery(whole, whole === subject ? nothing : subject, isAsked)]
  const rest = text.replace(/\s+/g, ' ').trim()
  return rest === '' ? [] : [toQuery({ text: rest, words: [] }, nothing, isAsked)]
}

const toText = (sentences: readonly Sentence[]) =>
  firstOf(
    sentences.map(({ lead, phrase }) => joined([lead, phrase])),
    maxText,
  )
