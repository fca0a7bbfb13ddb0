import letters from './data/letters.json' with { type: 'json' }

/**
 * What a line of a mail, a ticket or a chat excerpt is, by its layout alone. `layout`: says nothing; `opening`: a letter begins
 * here; `closing`: it ends; `greeting`: a line that opens one and may say more.
 */
type LineKind =
  'blank' | 'layout' | 'opening' | 'sender' | 'subject' | 'closing' | 'greeting' | 'chat' | 'item' | 'text'

export interface Line {
  readonly kind: LineKind
  /** How deep it is quoted: 0 for the sender's own words. */
  readonly depth: number
  /** What it says, without marks and labels; of a `sender` whose words follow. */
  readonly text: string
  /** Who says it, in a chat. */
  readonly speaker?: string
  /** The layout makes it a question: "Frage 2: …", "Standort: ____". */
  readonly isAsked?: boolean
}

type Table = keyof typeof letters
const languages = ['de', 'en'] as const satisfies readonly Table[]
const all = (key: keyof (typeof letters)[Table]) => languages.flatMap((language) => letters[language][key])
const either = (phrases: readonly string[]) => phrases.map((phrase) => RegExp.escape(phrase)).join('|')
/** Any of the phrases at the start of a text, before anything but a letter. */
const opens = (phrases: readonly string[]) => new RegExp(`^(?:${either(phrases)})(?!\\p{L})`, 'iu')
const contains = (phrases: readonly string[]) =>
  new RegExp(`(?<!\\p{L})(?:${either(phrases)})(?!\\p{L})`, 'iu')
const lower = (key: Parameters<typeof all>[0]) => new Set(all(key))

const labels = { sender: lower('sender'), subject: lower('subject'), layout: lower('other') }
const contentLabels = lower('content')
const forwarding = contains(all('forwarding'))
const wroteOn = opens(all('wroteOn'))
const wrote = contains(all('wrote'))
const greeting = opens(all('greetings'))
const closing = opens(all('closings'))
const regards = contains(all('regards'))
const boilerplate = new RegExp(either(all('boilerplate')), 'iu')
const staff = contains(all('staff'))
const listAnnouncement = new RegExp(either(all('announcesList')), 'iu')
const subjectMarks = new RegExp(`^(?:(?:${either(all('subjectMarks'))})(?:\\[\\d+\\])?: ?)+`, 'iu')

/** Matrix' reply fallback, "> <@user:server> …": what the sender answers to, not what the sender says. */
const replyFallback = /^> ?(?:\* ?)?<@[^>\s]{1,255}:[^>\s]{1,255}>/
const quoteMarks = /^(?: *>)+/
const rule = /^[-_=*~#+ ]{3,}$/
const ticket = /^\[?(?:\p{L}{2,10} ?)?[#№] ?\d[\d-]{3,20}\]?(?![\p{L}\d])[ :,|–-]*/u
const stamp =
  /^(?:[[(][^\])\d]{0,12}(?:\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?,? )?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]m)?[\])]|(?:\d{1,2}[./]\d{1,2}[./]\d{2,4},? )?\d{1,2}:\d{2}(?::\d{2})?) ?(?:- )?/i
const itemMark =
  /^(?:[-*•–—+·▪] +|\[[ xX]?\] +|(?:frage|question|punkt|q) ?\d{1,2} ?[:.)-]+ ?|\d{1,2} ?[.)]+[):]? +|\((?:\d{1,2}|[a-h]|[ivx]{1,4})\) ?|(?:[a-h]|[ivx]{1,4})[.)]+ +)+/i
const askedMark = /^(?:\[ ?\]|frage|question|q ?\d)/i
const blankToFill = /_{3,}|(?:\.\.\.|…)\s*(?:$|\d)/
/** No label, header or closing is longer, in characters. */
const longest = { label: 30, courtesy: 70, forwarding: 100, attribution: 250, speaker: 40 }

/** The lines of a message, without Matrix' reply fallback. Every pattern is bounded, so that a line costs time in proportion to its length. */
export function toLines(text: string): Line[] {
  const lines = text.split(/\r\n?|\n/).map(toLine)
  if (!replyFallback.test(text)) return lines
  const own = lines.findIndex((line) => line.depth === 0)
  return own < 0 ? [] : lines.slice(own)
}

export const isGreeting = (text: string): boolean => greeting.test(text)
export const isStaff = (name: string): boolean => staff.test(name)
export const announcesList = (text: string): boolean => listAnnouncement.test(text)

function toLine(raw: string): Line {
  const readable = raw.replace(/&nbsp;|[\u00a0\t]/g, ' ').replace(/&gt;/g, '>')
  const marks = quoteMarks.exec(readable)?.[0] ?? ''
  const depth = marks.replaceAll(' ', '').length
  return { depth, ...toContent(unwrapTable(readable.slice(marks.length).trim())) }
}

/** "| label | content |" read as "label: content"; the rules of a table as blank lines. */
function unwrapTable(line: string): string {
  if (!line.startsWith('|') || !line.endsWith('|')) return line
  const cells = line.split('|').map((cell) => cell.trim())
  return cells.every((cell) => /^[:-]*$/.test(cell)) ? '' : cells.filter((cell) => cell !== '').join(': ')
}

type Content = Omit<Line, 'depth'>

function toContent(text: string): Content {
  if (text === '') return { kind: 'blank', text }
  if (/^--(?:$| [^-])/.test(text)) return { kind: 'closing', text: '' }
  if (rule.test(text)) return { kind: 'layout', text: '' }
  const isAsking = text.includes('?')
  if (text.length < longest.forwarding && forwarding.test(text) && !isAsking)
    return { kind: 'opening', text: '' }
  if (
    text.length < longest.attribution &&
    wroteOn.test(text) &&
    wrote.test(text.slice(4)) &&
    /:$|>$/.test(text)
  )
    return { kind: 'sender', text }
  return toChat(text) ?? toHeader(text) ?? (isAsking ? undefined : toCourtesy(text)) ?? toItem(text)
}

function toChat(text: string): Content | undefined {
  const time = stamp.exec(text)?.[0]
  if (time === undefined) return undefined
  const rest = text.slice(time.length)
  const colon = rest.search(/: |:$/)
  if (colon < 1 || colon > longest.speaker) return undefined
  return { kind: 'chat', speaker: rest.slice(0, colon), text: rest.slice(colon + 1).trim() }
}

function toHeader(text: string): Content | undefined {
  const mark = subjectMarks.exec(text)?.[0]
  if (mark !== undefined) return { kind: 'subject', text: withoutTicket(text.slice(mark.length)) }
  const rest = withoutTicket(text)
  if (rest === '' || (rest !== text && text.includes(' | '))) return { kind: 'layout', text: '' }
  const colon = rest.slice(0, longest.label).indexOf(':')
  const label = rest.slice(0, Math.max(colon, 0)).trim().toLowerCase()
  const content = rest.slice(colon + 1).trim()
  if (labels.sender.has(label)) return { kind: 'sender', text: content }
  if (labels.subject.has(label)) return { kind: 'subject', text: withoutTicket(content) }
  if (labels.layout.has(label) && !content.endsWith('?')) return { kind: 'layout', text: '' }
  if (contentLabels.has(label)) return content === '' ? { kind: 'layout', text: '' } : toItem(content)
  return rest === text ? undefined : toItem(rest)
}

const withoutTicket = (text: string) => text.replace(ticket, '')

/** "Mit freundlichen Grüßen", "Thanks, Ana", "gez. Kurz", a disclaimer, "Hallo Team,". */
function toCourtesy(text: string): Content | undefined {
  if (boilerplate.test(text)) return { kind: 'layout', text: '' }
  if (greeting.test(text)) return { kind: 'greeting', text }
  if (text.length < longest.courtesy && (closing.test(text) || isRegards(text)))
    return { kind: 'closing', text }
  return undefined
}

/** The word stands near the start: "Viele liebe Grüße aus Dresden". */
const isRegards = (text: string) => regards.test(text.slice(0, 30))

function toItem(text: string): Content {
  const mark = itemMark.exec(text)?.[0]
  if (mark === undefined || mark.length === text.length) return { kind: 'text', text }
  const isAsked = !/^\[x\]/i.test(text) && (askedMark.test(text) || blankToFill.test(text))
  return { kind: 'item', text: text.slice(mark.length), isAsked }
}
