import letters from './data/letters.json' with { type: 'json' }

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

const all = (key: keyof typeof letters.de) => [...letters.de[key], ...letters.en[key]]
/** Any of the phrases, as whole words. */
const anyOf = (key: Parameters<typeof all>[0]) => {
  const phrases = all(key).map((phrase) => RegExp.escape(phrase))
  return new RegExp(`(?<!\\p{L})(?:${phrases.join('|')})(?!\\p{L})`, 'iu')
}

const labels = {
  letter: new Set(all('sender')),
  subject: new Set(all('subject')),
  nothing: new Set(all('other')),
  text: new Set(all('content')),
}
const forwarding = anyOf('forwarding')
const wrote = anyOf('wrote')
const staff = anyOf('staff')

/** Matrix' reply fallback, "> <@user:server> …": what the sender answers to, not what the sender says. */
const replyFallback = /^> ?(?:\* ?)?<@[^>\s]{1,255}:[^>\s]{1,255}>/
const quoteMarks = /^(?: *>)+/
const stamp =
  /^(?:[[(][^\])\d]{0,12}(?:\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?,? )?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]m)?[\])]|(?:\d{1,2}[./]\d{1,2}[./]\d{2,4},? )?\d{1,2}:\d{2}(?::\d{2})?) ?(?:- )?/i
const itemMark =
  /^(?:[-*•–—+·▪] +|\[[ xX]?\] +|(?:frage|question|punkt|q) ?\d{1,2} ?[:.)-]+ ?|\d{1,2} ?[.)]+[):]? +|\((?:\d{1,2}|[a-h]|[ivx]{1,4})\) ?|(?:[a-h]|[ivx]{1,4})[.)]+ +)+/i
const askedMark = /^(?:\[ ?\]|frage|question|q ?\d)/i
/** No label or header is longer, in characters. */
const longest = { label: 30, forwarding: 100, attribution: 250, speaker: 40 }

/** The lines of a message, without Matrix' reply fallback. Every pattern is bounded, so that a line costs time in proportion to its length. */
export function toLines(text: string): Line[] {
  const lines = text.split(/\r\n?|\n/).map(toLine)
  if (!replyFallback.test(text)) return lines
  const own = lines.findIndex(({ depth }) => depth === 0)
  return own < 0 ? [] : lines.slice(own)
}

export const isStaff = (name: string): boolean => staff.test(name)

function toLine(raw: string): Line {
  const readable = raw.replace(/[\u00a0\t]/g, ' ')
  const marks = quoteMarks.exec(readable)?.[0] ?? ''
  const text = unwrapRow(readable.slice(marks.length).trim())
  return { depth: marks.replaceAll(' ', '').length, ...(toChat(text) ?? toHeader(text) ?? toItem(text)) }
}

/** "| label | content |" read as "label: content". */
const unwrapRow = (text: string) =>
  text.startsWith('|') && text.endsWith('|')
    ? text
        .split('|')
        .map((cell) => cell.trim())
        .filter((cell) => cell !== '')
        .join(': ')
    : text

type Content = Omit<Line, 'depth'>

function toChat(text: string): Content | undefined {
  const time = stamp.exec(text)?.[0]
  if (time === undefined) return undefined
  const rest = text.slice(time.length)
  const colon = rest.search(/: |:$/)
  if (colon < 1 || colon > longest.speaker) return undefined
  return { kind: 'chat', speaker: rest.slice(0, colon), text: rest.slice(colon + 1).trim() }
}

function toHeader(text: string): Content | undefined {
  if (text.length < longest.forwarding && forwarding.test(text) && !text.includes('?'))
    return { kind: 'letter', text: '' }
  if (text.length < longest.attribution && wrote.test(text) && /[:>]$/.test(text))
    return { kind: 'letter', text }
  const colon = text.slice(0, longest.label).indexOf(':')
  const label = text.slice(0, Math.max(colon, 0)).trim().toLowerCase()
  const content = text.slice(colon + 1).trim()
  if (labels.letter.has(label)) return { kind: 'letter', text: content }
  if (labels.subject.has(label)) return { kind: 'subject', text: content }
  if (labels.nothing.has(label) && !content.endsWith('?')) return { kind: 'nothing', text: '' }
  return labels.text.has(label) ? toItem(content) : undefined
}

function toItem(text: string): Content {
  if (text === '') return { kind: 'nothing', text }
  const mark = itemMark.exec(text)?.[0]
  if (mark === undefined || mark.length === text.length) return { kind: 'text', text }
  return { kind: 'item', text: text.slice(mark.length), isAsked: askedMark.test(text) }
}
