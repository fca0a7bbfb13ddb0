import { toWords } from '../language/words.ts'
import { askedTopic } from './asked-topic.ts'
import { toBackground } from './background.ts'
import { clip, clipStart } from './clip.ts'
import { hasTopic, isDependent, pointsBack } from './dependence.ts'
import { endsInHandingOn } from './handing-on.ts'
import { toCleanText, toMessage, type Message } from './message.ts'
import { indirectStart } from './indirect-question.ts'
import { opensQuestion } from './question-opening.ts'
import { openingOf } from './sentence-features.ts'
import { splitQuestion } from './split-question.ts'
import { toStatements, type Statement } from './statements.ts'
import { stripMentions, withNamesCalled } from './strip-mentions.ts'
import type { Utterance } from './utterance.ts'
import { askingWords, functionWords, handingOnWords } from './word-classes.ts'

/** One question taken from what a person said. */
export interface Query {
  /** The question's own words, short enough to be repeated above its answer. */
  readonly text: string
  /** The sentences just before that may carry its topic; may be empty. */
  readonly background: string
  /** False if nothing is asked and the whole message has to stand for the question. */
  readonly isQuestion: boolean
  /** Its own words don't say what it is about ("Und wo liegt das?"), so the background has to. */
  readonly isDependent: boolean
}

/** A message taken apart. */
export interface Reading {
  /** Words that call somebody at its start, "@name" or "Anna,"; empty if nobody is called. */
  readonly opening: string
  readonly sentences: readonly Statement[]
  readonly queries: readonly Query[]
}

/** How many questions of one message are taken. */
export const MAX_QUERIES = 8
/** Longest text and background, in characters. */
const MAX_TEXT = 320
const MAX_BACKGROUND = 320
/** From this length on, in words, an indirect question is repeated without the words that introduce it. */
const CLAUSE_WORDS = 4

/**
 * Reads a message once, for all that comes after.
 *
 * @param text what was said, without mentions
 * @param opening how the message began, with the names of those who are called
 */
export function readMessage(text: string, opening = openingOf(text)): Reading {
  const message = toMessage(text)
  const sentences = toStatements(message, opening)
  return { opening, sentences, queries: toAllQueries(text, message, sentences) }
}

/** Reads what was said to the bot or in a room, without the mentions in it. */
export const readUtterance = ({ text, addressing }: Pick<Utterance, 'text' | 'addressing'>): Reading =>
  readMessage(stripMentions(text, addressing), openingOf(withNamesCalled(text)))

/** The questions in their order; at least one for any text with a word in it. */
function toAllQueries(text: string, message: Message, statements: readonly Statement[]): readonly Query[] {
  const queries: Query[] = []
  for (const [index, statement] of statements.entries()) {
    if (!statement.isAsked || statement.isHandingOn) continue
    queries.push(...toQueries(statement, backgroundOf(statements, index, message.subject)))
    if (queries.length >= MAX_QUERIES) break
  }
  const distinct = withoutRepeats(queries).slice(0, MAX_QUERIES)
  return distinct.length > 0 ? distinct : wholeMessage(text, message, statements)
}

function backgroundOf(statements: readonly Statement[], index: number, subject: string): string {
  const before = toBackground(statements, index, pointsBack(statements[index]?.text ?? ''))
  return join(before.length < 2 ? [subject, ...before] : before)
}

function toQueries(statement: Statement, background: string): Query[] {
  const parts = splitQuestion(askedTopic(statement.text))
  return parts.map((part, index) => {
    const clause = statement.part.kind === 'item' ? { lead: '', text: part } : toClause(part)
    const lead = index === 0 ? join([statement.lead, clause.lead]) : clause.lead
    const own =
      isDependent(clause.text) && hasTopic(lead)
        ? { lead: '', text: join([lead, clause.text]) }
        : { ...clause, lead }
    const query = toQuery(own.text, join([background, ...parts.slice(0, index), own.lead]), true)
    return { ...query, isDependent: isDependent(own.text) || (own.lead === '' && isDependentClause(part)) }
  })
}

/** "Ich mache das nicht, bevor mir wer sagt, ob das stimmt": what is asked depends on what was said before. */
function isDependentClause(text: string): boolean {
  const start = indirectStart(text)
  return start !== undefined && start > 0 && isDependent(text.slice(start))
}

/** The asking clause of an indirect question, and what introduces it. */
function toClause(text: string): { text: string; lead: string } {
  const start = indirectStart(text)
  if (start === undefined || start === 0) return { text, lead: '' }
  const clause = text.slice(start)
  const lead = text.slice(0, start).replace(/\s+$/, '')
  if (opensQuestion(toWords(text)) && !isPolite(lead)) return { text, lead: '' }
  return toWords(clause).length < CLAUSE_WORDS ? { text, lead: '' } : { text: clause, lead }
}

/** "Could you tell me …", "Wisst ihr …": a question only for politeness' sake. */
function isPolite(lead: string): boolean {
  return toWords(lead).every(
    ({ text }) => functionWords.has(text) || askingWords.has(text) || handingOnWords.has(text),
  )
}

function toQuery(text: string, background: string, isQuestion: boolean): Query {
  return {
    text: clip(text, MAX_TEXT),
    background: clipStart(background, MAX_BACKGROUND),
    isQuestion,
    isDependent: isDependent(text),
  }
}

/** Nothing is asked in so many words: what is told has to do, or, if nothing is told, the text as it stands. */
function wholeMessage(text: string, message: Message, statements: readonly Statement[]): Query[] {
  const told = statements
    .filter((statement) => !statement.isHandingOn || endsInHandingOn(statement.text))
    .map((statement) => statement.text)
  const isAsked = statements.some((statement) => statement.isHandingOn && statement.isAsked)
  const whole = [told.join(' '), message.subject, toCleanText(message), text].map((candidate) =>
    candidate.replace(/\s+/g, ' ').trim(),
  )
  const chosen =
    whole.find((candidate) => /[\p{L}\p{N}]/u.test(candidate)) ?? whole.find((candidate) => candidate !== '')
  if (chosen === undefined) return []
  const background = chosen === message.subject ? '' : message.subject
  return [toQuery(askedTopic(chosen), background, isAsked)]
}

function withoutRepeats(queries: readonly Query[]): Query[] {
  const seen = new Set<string>()
  return queries.filter(({ text, isDependent, background }) => {
    const key = (isDependent ? `${text} ${background}` : text).toLowerCase()
    return !seen.has(key) && seen.add(key)
  })
}

function join(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(' ')
}
