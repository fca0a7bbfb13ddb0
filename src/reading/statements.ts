import { clip } from './clip.ts'
import { openingPhrases } from '../language/phrases.ts'
import { toWords } from '../language/words.ts'
import { endsInHandingOn, isHandingOn } from './handing-on.ts'
import { isClosing } from './line-kinds.ts'
import type { Message, Part } from './message.ts'
import { withoutPreamble } from './preamble.ts'
import { opensQuestion } from './question-opening.ts'
import { classifySentence, probabilityOfAsking } from './sentence-classifier.ts'
import type { SentenceProbabilities } from './sentence-classifier.ts'
import { toSentences } from './sentences.ts'
import { questionVerbs, questionWords, subjects } from './word-classes.ts'

/** How many sentences of a message are read. */
const MAX_SENTENCES = 120
/** Longest sentence that is read, in characters; people write no longer ones, logs do. */
const MAX_SENTENCE = 800

/** A sentence of a message, and whether it asks. */
export interface Statement {
  readonly text: string
  /** What the sentence says before it asks: "Outlook-Kontakte: werden die …?". */
  readonly lead: string
  readonly part: Part
  /** What the sentence is for, as it stands in the message. */
  readonly purpose: SentenceProbabilities
  readonly isAsked: boolean
  readonly isHandingOn: boolean
}

/** How probable it has to be that a sentence without a question mark asks. */
const minAsking = 0.5
/** The same where the writer sets question marks elsewhere and a full stop here. */
const minAskingStated = 0.7

type Piece = Pick<Statement, 'part' | 'purpose' | 'text' | 'lead'>

/** "… gespeichert? Hier oder in Übersee?" offers answers to the question before it and stays with it. */
function withAfterthoughts(pieces: Piece[], piece: Piece): Piece[] {
  const last = pieces.at(-1)
  const isAfterthought = last?.part === piece.part && isVerbless(piece.text) && mayAsk(last)
  if (!isAfterthought) return [...pieces, piece]
  return [...pieces.slice(0, -1), { ...last, text: `${last.text} ${piece.text}` }]
}

/** A marked fragment without a verb, or a mere "Stimmt das?". */
function isVerbless(text: string): boolean {
  const words = toWords(text).map((word) => word.text)
  if (!text.endsWith('?') || words.length > 7) return false
  if (confirmation.test(text)) return words.length <= 3
  return !words.some(
    (word) => questionWords.has(word) || questionVerbs.has(word) || /\p{L}{3}st$/u.test(word),
  )
}

const confirmation = openingPhrases(
  'stimmt das',
  'is that (?:true|right|correct)',
  'ist das (?:wahr|richtig)',
)

/** @param opening how the message begins, with the names of those who are called */
export function toStatements(message: Message, opening: string): Statement[] {
  const asksForList = message.parts.some((part, index) =>
    announcesList(part, message.parts.slice(index + 1, index + 9)),
  )
  const usesMarks = message.parts.some((part) => part.text.includes('?'))
  const innermost = message.parts.some((part) => part.depth > 0)
  return toPieces(message, opening)
    .filter(({ text }) => !isClosing(text))
    .reduce<Piece[]>(withAfterthoughts, [])
    .map((piece, index, all) => ({
      ...piece,
      isAsked: piece.part.asked || asks(piece, usesMarks) || (piece.part.kind === 'item' && asksForList),
      isHandingOn:
        isHandingOn(piece.text) ||
        (isNote(piece.part, index, innermost) && all.length > 1 && endsInHandingOn(piece.text)),
    }))
}

function toPieces(message: Message, opening: string): Piece[] {
  const sentences = message.parts
    .flatMap((part) => sentencesOf(part).map((text) => ({ part, text: clip(text, MAX_SENTENCE) })))
    .slice(0, MAX_SENTENCES)
  return sentences.map(({ part, text }, i) => {
    const [before, after] = [sentences[i - 1]?.text ?? '', sentences[i + 1]?.text ?? '']
    const purpose = classifySentence({ text, words: toWords(text), before, after, opening })
    return { part, purpose, ...unwrap(text) }
  })
}

/** The sentences of a part; a line to be filled in is one piece, whatever dots it has. */
function sentencesOf(part: Part): string[] {
  return part.asked ? [part.text] : toSentences(part.text)
}

/** Where a forwarder's own words stand: first, or outside of what is quoted. */
function isNote(part: Part, index: number, isQuoting: boolean): boolean {
  return part.kind === 'prose' && (isQuoting ? part.depth === 0 : index === 0)
}

/** Who sets question marks elsewhere and a full stop here, seldom asks. A lone word asks only within a list. */
function asks({ text, part, purpose }: Piece, usesMarks: boolean): boolean {
  if (text.includes('?')) return part.kind === 'item' || toWords(text).length > 1
  const isStated = usesMarks && part.kind === 'prose' && /[.!]$/.test(text)
  return probabilityOfAsking(purpose) >= (isStated ? minAskingStated : minAsking)
}

const mayAsk = ({ text, purpose }: Piece) => text.includes('?') || probabilityOfAsking(purpose) >= minAsking

/** "We need a statement on the following:" makes a question of each item below it, if none is put as one. */
function announcesList(part: Part, below: readonly Part[]): boolean {
  const items = below.filter((next) => next.kind === 'item')
  const opensList = part.text.endsWith(':') ? items.length > 0 : !/[.?!]$/.test(part.text) && items.length > 1
  if (part.kind === 'item' || !opensList) return false
  if (items.some((item) => item.text.includes('?'))) return false
  return /frage|auskunft|bestätig|unklar|offen|wissen|brauch|benötig|klär|angaben|question|statement|request|following|need|clarif|tell|information/i.test(
    part.text,
  )
}

/** Without quotation marks, greeting, ordinal ("Erstens,") and the words that announce the question ("Kurze Frage:"). */
function unwrap(sentence: string): { text: string; lead: string } {
  let text = withoutPreamble(sentence.replace(/^["„“”»«'(*]+/, '')).replace(/["“”»«'*]+$/, '')
  text = text.replace(/^\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})\) /i, '').replace(ordinals, '')
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
