import { phrases } from '../../text/phrases.ts'
import { toWords } from '../../text/words.ts'
import { endsInHandingOn, isHandingOn } from './handing-on.ts'
import { isClosing, withoutGreeting } from './line-kinds.ts'
import { toCleanText, toMessage, type Message, type Part } from './message.ts'
import { indirectStart, opensQuestion, toQuestionForm } from './question-form.ts'
import { toSentences } from './sentences.ts'
import { splitQuestion } from './split-question.ts'
import { anaphora, functionWords, questionVerbs, subjects } from './word-classes.ts'

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
/** How many sentences of a message are read. */
const MAX_SENTENCES = 120
/** From this length on, in words, an indirect question is repeated without the words that introduce it. */
const CLAUSE_WORDS = 4

interface Statement {
  readonly text: string
  /** What the sentence says before it asks: "Outlook-Kontakte: werden die …?". */
  readonly lead: string
  readonly part: Part
  readonly isAsked: boolean
  readonly isHandingOn: boolean
}

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

function toStatements(message: Message): Statement[] {
  const asksForList = message.parts.some((part, index) =>
    announcesList(part, message.parts.slice(index + 1, index + 9)),
  )
  const usesMarks = message.parts.some((part) => part.text.includes('?'))
  const innermost = message.parts.some((part) => part.depth > 0)
  return message.parts
    .flatMap((part) => toPieces(part).map((piece) => ({ part, ...unwrap(piece) })))
    .slice(0, MAX_SENTENCES)
    .filter(({ text }) => !isClosing(text))
    .map(({ part, text, lead }, index, all) => ({
      part,
      text,
      lead,
      isAsked: part.asked || asks(text, part, usesMarks) || (part.kind === 'item' && asksForList),
      isHandingOn:
        isHandingOn(text) || (isNote(part, index, innermost) && all.length > 1 && endsInHandingOn(text)),
    }))
}

/** The sentences of a part; a line to be filled in is one piece, whatever dots it has. */
function toPieces(part: Part): string[] {
  return part.asked ? [part.text] : toSentences(part.text)
}

/** Where a forwarder's own words stand: first, or outside of what is quoted. */
function isNote(part: Part, index: number, isQuoting: boolean): boolean {
  return part.kind === 'prose' && (isQuoting ? part.depth === 0 : index === 0)
}

/** Who sets question marks elsewhere and a full stop here, states something. A lone word asks only within a list. */
function asks(text: string, part: Part, usesMarks: boolean): boolean {
  const form = toQuestionForm(text)
  if (form === 'mark') return part.kind === 'item' || toWords(text).length > 1
  if (form === 'verb-first' || form === 'question-word')
    return !(usesMarks && part.kind === 'prose' && /[.!]$/.test(text))
  return form !== 'none'
}

/** "We need a statement on the following:" makes a question of each item below it, if none is put as one. */
function announcesList(part: Part, below: readonly Part[]): boolean {
  const items = below.filter((next) => next.kind === 'item')
  if (part.kind === 'item' || !part.text.endsWith(':') || items.length === 0) return false
  if (items.some((item) => item.text.includes('?'))) return false
  return /frage|auskunft|bestätig|unklar|offen|wissen|brauch|benötig|klär|angaben|question|statement|request|following|need|clarif|tell|information/i.test(
    part.text,
  )
}

/** Without quotation marks, greeting, ordinal ("Erstens,") and the words that announce the question ("Kurze Frage:"). */
function unwrap(sentence: string): { text: string; lead: string } {
  let text = withoutGreeting(sentence.replace(/^["„“”»«'(*]+/, '')).replace(/["“”»«'*]+$/, '')
  text = text.replace(/^\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})\) /, '').replace(ordinals, '')
  text = text.replace(/[\s,;]+$/, '').replace(/[\s:]*(?:_{3,}|\.{3}|…)$/, '')
  const colon = text.lastIndexOf(': ', 90)
  if (colon < 0) return { text, lead: '' }
  const rest = text.slice(colon + 2).replace(/^["„“”»«'(*]+/, '')
  return isPutAfterColon(rest) ? { text: rest, lead: text.slice(0, colon + 1) } : { text, lead: '' }
}

function isPutAfterColon(rest: string): boolean {
  const words = toWords(rest.slice(0, 120))
  const [first, second] = words
  if (first === undefined || second === undefined) return false
  if (opensQuestion(words) || first.text === 'ob' || first.text === 'whether') return true
  if (!rest.includes('?')) return false
  return questionVerbs.has(first.text) || (/(?:t|en)$/.test(first.text) && subjects.has(second.text))
}

const ordinals =
  /^(?:und |and )?(?:erstens|zweitens|drittens|viertens|fünftens|zum (?:einen|anderen|dritten)|zunächst|zuletzt|zuerst|schließlich|dann|außerdem|ausserdem|ferner|weiterhin|zusätzlich|nochmals?|first(?:ly)?|second(?:ly)?|third(?:ly)?|finally|also|last(?:ly)?(?: thing)?|p\. ?s\.?|ps)[,:] /i

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
  if (start === undefined || start === 0 || opensQuestion(toWords(text))) return { text, lead: '' }
  const clause = text.slice(start)
  const lead = text.slice(0, start).replace(/[,\s]+$/, '')
  return toWords(clause).length < CLAUSE_WORDS ? { text, lead: '' } : { text: clause, lead }
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
  return own === 0 || (own <= 2 && words.some((word) => anaphora.has(word) && !articles.test(word)))
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

/** The first `limit` characters, cut between words. */
function clip(text: string, limit: number): string {
  if (text.length <= limit) return text
  const cut = text.lastIndexOf(' ', limit)
  return text.slice(0, cut > limit / 2 ? cut : limit)
}

/** The last `limit` characters, cut between words. */
function clipStart(text: string, limit: number): string {
  if (text.length <= limit) return text
  const cut = text.indexOf(' ', text.length - limit)
  return text.slice(cut < 0 ? text.length - limit : cut + 1)
}
