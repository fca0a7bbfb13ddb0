import { phrases } from '../../text/phrases.ts'
import { toWords } from '../../text/words.ts'
import { clip, clipStart } from './clip.ts'
import { endsInHandingOn } from './handing-on.ts'
import { toCleanText, toMessage, type Message } from './message.ts'
import { indirectStart } from './question-form.ts'
import { opensQuestion } from './question-opening.ts'
import { splitQuestion } from './split-question.ts'
import { toStatements, type Statement } from './statements.ts'
import { anaphora, askingWords, functionWords, handingOnWords } from './word-classes.ts'

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

/** How many questions of one message are taken. */
export const MAX_QUERIES = 8
/** Longest text and background, in characters. */
const MAX_TEXT = 320
const MAX_BACKGROUND = 320
/** How many sentences before a question count as its background. */
const BACKGROUND_SENTENCES = 2
/** From this length on, in words, an indirect question is repeated without the words that introduce it. */
const CLAUSE_WORDS = 4

/** Takes a message apart into its questions, in their order; at least one for any text with a word in it. */
export function splitUtterance(text: string): readonly Query[] {
  const message = toMessage(text)
  const statements = toStatements(message)
  const queries: Query[] = []
  for (const [index, statement] of statements.entries()) {
    if (!statement.isAsked || statement.isHandingOn) continue
    queries.push(...toQueries(statement, backgroundOf(statements, index, message.subject)))
    if (queries.length >= MAX_QUERIES) break
  }
  const distinct = withoutRepeats(queries).slice(0, MAX_QUERIES)
  return distinct.length > 0 ? distinct : wholeMessage(text, message, statements)
}

function toQueries(statement: Statement, background: string): Query[] {
  const parts = splitQuestion(statement.text)
  return parts.map((part, index) => {
    const carried = join([background, statement.lead, ...parts.slice(0, index)])
    const clause = statement.part.kind === 'item' ? { text: part, lead: '' } : toClause(part)
    const query = toQuery(clause.text, join([carried, clause.lead]), true)
    const start = indirectStart(part)
    return start === undefined || query.isDependent
      ? query
      : { ...query, isDependent: isDependent(part.slice(start)) }
  })
}

/** The asking clause of an indirect question, and what introduces it. */
function toClause(text: string): { text: string; lead: string } {
  const start = indirectStart(text)
  if (start === undefined || start === 0) return { text, lead: '' }
  const clause = text.slice(start)
  const lead = text.slice(0, start).replace(/[,\s]+$/, '')
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

/** Sentences before a question; for an item of a list, what introduces the list; the subject if nothing else is there. */
function backgroundOf(statements: readonly Statement[], index: number, subject: string): string {
  const own = statements[index]?.part
  const before: string[] = []
  for (let i = index - 1; i >= 0 && i > index - 12 && before.length < BACKGROUND_SENTENCES; i--) {
    const statement = statements[i]
    if (statement === undefined || own === undefined || statement.isHandingOn) continue
    if (statement.part.depth < own.depth) continue
    if (own.kind === 'item' && statement.part.kind === 'item' && statement.part !== own) continue
    before.unshift(join([statement.lead, statement.text]))
  }
  return join(before.length < BACKGROUND_SENTENCES ? [subject, ...before] : before)
}

/** Few words of its own, one of which points back, or hardly any. */
function isDependent(text: string): boolean {
  const words = toWords(text.replace(expletive, '')).map((word) => word.text)
  const own = words.filter((word) => !functionWords.has(word) && !anaphora.has(word)).length
  return own === 0 || (own <= 2 && words.some((word, index) => pointsBack(word, words[index + 1])))
}

/** "der", "die" and the like point back where no noun follows them: "Und wo steht der?", "Brauchen wir den noch?" */
function pointsBack(word: string, next: string | undefined): boolean {
  return articles.test(word) ? next === undefined || functionWords.has(next) : anaphora.has(word)
}

/** "es" and "there" that stand for nothing. */
const expletive = phrases('gibts? es', 'geht es', 'handelt es', '(?:is|are) there')
const articles = /^(?:die|der|den|dem|so)$/

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
  return [toQuery(chosen, chosen === message.subject ? '' : message.subject, isAsked)]
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
