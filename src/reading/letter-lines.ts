import { normalize } from '../language/normalize.ts'
import { toWords } from '../language/words.ts'
import letters from './data/letters.json' with { type: 'json' }
import { opensQuestion } from './question-form.ts'

/**
 * The kind of a line in a mail, a ticket or a chat excerpt, as its layout shows it. `nothing`: it is blank, or says only how the message was sent;
 * `letter`: here begins what somebody else wrote; `item`: of a list.
 */
type LineKind = 'nothing' | 'letter' | 'subject' | 'chat' | 'item' | 'text'

export interface Line {
  readonly kind: LineKind
  /** How deep it is quoted: 0 for the sender's own words. */
  readonly depth: number
  /** The line without marks and labels; of a `letter` the name of its author. */
  readonly text: string
  /** The speaker, in a chat. */
  readonly speaker?: string
  /** The layout makes it a question: "Frage 2: …". */
  readonly isAsked?: boolean
}

const all = (key: keyof typeof letters.de): string[] =>
  [...letters.de[key], ...letters.en[key]].map(normalize)
/** Any of the phrases, as whole words of a normalised text. */
const anyOf = (key: keyof typeof letters.de) =>
  new RegExp(String.raw`(?<!\p{L})(?:${all(key).map(RegExp.escape).join('|')})(?!\p{L})`, 'u')

const labels = {
  letter: new Set(all('sender')),
  subject: new Set(all('subject')),
  nothing: new Set(all('other')),
  text: new Set(all('content')),
}
const forwarding = anyOf('forwarding')
const wrote = anyOf('wrote')
const services = anyOf('services')
const selves = new Set(all('selves'))

/** Matrix' reply fallback, "> <@user:server> …": what the sender answers to, not what the sender says. */
const replyFallback = /^> ?(?:\* ?)?<@[^>\s]{1,255}:[^>\s]{1,255}>/
const quoteMarks = /^(?:\s*>)+/
/** "[3.2.25, 11:02] Ana: …" or "11:02 - Ana: …": the time, the speaker, and what was said. */
const chatLine =
  /^(?:[[(][^\])\d]{0,12}(?:\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?,? )?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]m)?[\])]|(?:\d{1,2}[./]\d{1,2}[./]\d{2,4},? )?\d{1,2}:\d{2}(?::\d{2})?) ?(?:- )?(?<speaker>.{1,40}?):(?:\s+(?<said>.*)|$)/i
/** A letter counts with a bracket alone, as "z. B." and "C. Weber" begin no item. */
const itemMark =
  /^(?:[-*•–—+·▪] +|\[[ xX]?\] +|(?:frage|question|punkt|q) ?\d{1,2} ?[:.)-]+ ?|\d{1,2} ?[.)]+[):]? +|\((?:\d{1,2}|[a-h]|[ivx]{1,4})\) ?|(?:[a-h]|[ivx]{1,4})\)+ +)+/i
const askedMark = /^(?:\[ ?\]|frage|question|q ?\d)/i
/** No label, header or attribution is longer, in characters; without a date or an address an attribution is shorter. */
const longest = { label: 30, forwarding: 100, attribution: 250, bareAttribution: 36 }

/** The lines of a message, without Matrix' reply fallback. Every pattern is bounded, so that a line costs time in proportion to its length. */
export function toLines(text: string): Line[] {
  const lines = text.split(/\r\n?|\n/).map(toLine)
  if (!replyFallback.test(text)) return lines
  const own = lines.findIndex(({ depth }) => depth === 0)
  return own < 0 ? [] : lines.slice(own)
}

/** Whether somebody of this name answers questions rather than asks. */
export const isStaff = (name: string): boolean =>
  services.test(normalize(name)) || selves.has(normalize(name))

function toLine(raw: string): Line {
  const marks = quoteMarks.exec(raw)?.[0] ?? ''
  const text = unwrapRow(raw.slice(marks.length).trim())
  const { speaker, said = '' } = chatLine.exec(text)?.groups ?? {}
  const content: Content =
    speaker === undefined ? (toHeader(text) ?? toItem(text)) : { kind: 'chat', speaker, text: said }
  return { depth: marks.split('>').length - 1, ...content }
}

/** "| label | content |" read as "label: content", or as the question if a cell is one. */
function unwrapRow(text: string): string {
  if (!text.startsWith('|') || !text.endsWith('|')) return text
  const cells = text
    .split('|')
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
  return cells.find((cell) => cell.endsWith('?')) ?? cells.join(': ')
}

type Content = Omit<Line, 'depth'>

function toHeader(text: string): Content | undefined {
  const plain = text.length < longest.attribution ? normalize(text) : ''
  if (text.length < longest.forwarding && forwarding.test(plain) && !text.includes('?'))
    return { kind: 'letter', text: '' }
  const author = authorIn(plain)
  if (author !== undefined) return { kind: 'letter', text: author }
  const colon = text.slice(0, longest.label).indexOf(':')
  const label = normalize(text.slice(0, Math.max(colon, 0)).trim())
  const content = text.slice(colon + 1).trim()
  if (labels.letter.has(label)) return { kind: 'letter', text: content }
  if (labels.subject.has(label)) return { kind: 'subject', text: content }
  if (labels.nothing.has(label)) return asks(content) ? undefined : { kind: 'nothing', text: '' }
  return labels.text.has(label) ? toItem(content) : undefined
}

/** "Am 3.2. schrieb Ana:" and "Ana wrote:" name the author of what follows, after the verb or else before it. */
function authorIn(line: string): string | undefined {
  const isMarked = line.length < longest.bareAttribution || /[\d<@]/.test(line)
  const [before = '', after] = /[:>]$/.test(line) && isMarked ? line.split(wrote) : []
  return after === undefined ? undefined : after.slice(0, -1).trim() || before
}

/** "Status: kann man den sehen" is no header. */
const asks = (content: string): boolean => content.endsWith('?') || opensQuestion(toWords(content))

function toItem(text: string): Content {
  if (text === '') return { kind: 'nothing', text }
  const mark = itemMark.exec(text)?.[0]
  if (mark === undefined || mark.length === text.length) return { kind: 'text', text }
  return { kind: 'item', text: text.slice(mark.length), isAsked: askedMark.test(text) }
}
