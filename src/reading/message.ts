import { toLines } from './layers.ts'
import { phrases } from '../language/phrases.ts'
import { toLineKind, type LineKind } from './line-kinds.ts'
import { withoutGreeting } from './preamble.ts'

/** A piece of what the sender, or the person whose mail is passed on, wrote: a paragraph, a list item, a line of a chat. */
export interface Part {
  readonly text: string
  readonly kind: 'prose' | 'item' | 'chat'
  /** The layout makes it a question: "Q1: …", "Frage 2: …", "Location: ____". */
  readonly asked: boolean
  /** Quoting depth. */
  readonly depth: number
}

/** A message without everything that only carries it. */
export interface Message {
  /** The subject of the mail or ticket, empty if it has none. */
  readonly subject: string
  readonly parts: readonly Part[]
}

interface KnownLine {
  readonly depth: number
  readonly line: LineKind
}

/** How long a note above a passed-on mail may be, in characters, to be taken for nothing but that. */
const MAX_COVER = 260
/** How many marks may stand before the words of one line. */
const MAX_MARKS = 8
/** From this length on, in characters, a line was probably broken by the mail program. */
const FULL_LINE = 55
/** People who answer rather than ask. */
const staff = phrases(
  'service[- ]?desk',
  'help[- ]?desk',
  'hotline',
  'support',
  'it-service',
  'ich',
  'me',
  'bot',
)

/** Takes away forwarding notes, headers, older answers of the staff, greetings, closings, signatures, disclaimers. */
export function toMessage(text: string): Message {
  const lines = toLines(text).map(({ depth, text: line }) => ({ depth, line: toLineKind(line) }))
  const subject = lines.map(({ line }) =>
    line.kind === 'header' && line.names === 'subject' ? line.text : '',
  )
  const body = lines.slice(coverEnd(lines))
  const kept = toParts(body)
  const parts = hasWords(kept) ? kept : toParts(lines.slice(0, lines.length - body.length))
  return { subject: subject.find((line) => line !== '') ?? '', parts }
}

/** The cleaned text of a message, one part per paragraph. */
export function toCleanText(message: Message): string {
  return message.parts.map((part) => part.text).join('\n\n')
}

/** Index of the first line after a forwarder's note, 0 without one. */
function coverEnd(lines: readonly KnownLine[]): number {
  let length = 0
  let isParagraphStart = true
  for (const [index, { line, depth }] of lines.entries()) {
    if (depth > 0) return 0
    const begins = line.kind === 'marker' || (line.kind === 'header' && line.names !== 'subject')
    if (begins || (isParagraphStart && isGreeted(line)))
      return length > 0 && hasLetters(lines.slice(index)) ? index : 0
    isParagraphStart = line.kind === 'blank'
    length += 'text' in line && line.kind !== 'header' ? line.text.length : 0
    if (length > MAX_COVER) return 0
  }
  return 0
}

function isGreeted(line: LineKind): boolean {
  return line.kind === 'salutation' || (line.kind === 'text' && withoutGreeting(line.text) !== line.text)
}

function hasLetters(lines: readonly KnownLine[]): boolean {
  return hasWords(toParts(lines))
}

function hasWords(parts: readonly Part[]): boolean {
  return parts.some((part) => /\p{L}/u.test(part.text))
}

/** Reads the lines in order, forgetting what follows a closing until a new letter begins. */
function toParts(lines: readonly KnownLine[]): Part[] {
  const parts: Part[] = []
  let isClosed = false
  let depth = 0
  /** Length of the line just above within the paragraph, 0 at its start. */
  let above = 0
  /** Depth from which on the lines are somebody's who answers; infinite if nobody's. */
  let staffDepth = Infinity
  for (const [index, known] of lines.entries()) {
    const { line } = known
    if (known.depth !== depth && line.kind !== 'blank') {
      depth = known.depth
      isClosed = false
      above = 0
      if (depth < staffDepth) staffDepth = Infinity
    }
    if (line.kind === 'closing') isClosed = parts.length > 0 || isClosed
    if (opensLetter(line)) isClosed = false
    if (line.kind === 'attribution' || (line.kind === 'header' && line.names === 'sender'))
      staffDepth = staff.test(line.text) ? depthBelow(lines, index) : Infinity
    const isText = line.kind === 'text' || line.kind === 'item'
    if (isText && above === 0 && reopens(line.text)) isClosed = false
    const isKept =
      (isText && !isClosed && depth < staffDepth) || (line.kind === 'chat' && !staff.test(line.speaker))
    if (isKept) add(parts, line, depth, above)
    above = isText ? line.text.length : 0
  }
  return parts
}

function opensLetter({ kind, ...line }: LineKind): boolean {
  if (kind === 'header') return 'names' in line && line.names === 'sender'
  return kind === 'marker' || kind === 'salutation' || kind === 'attribution' || kind === 'chat'
}

/** Something is asked after the signature: a postscript or the forwarder's own words. */
function reopens(text: string): boolean {
  return /^p\. ?s(?!\p{L})|^ps(?!\p{L})/iu.test(text) || text.includes('?')
}

/** Depth at which the words begin that the line at `index` ascribes to somebody. */
function depthBelow(lines: readonly KnownLine[], index: number): number {
  const next = lines.slice(index + 1, index + 6).find(({ line }) => line.kind !== 'blank')
  return next?.depth ?? 0
}

function add(parts: Part[], line: LineKind & { text: string }, depth: number, above: number): void {
  const text = toContent(line.text)
  if (text === '') return
  const last = parts.at(-1)
  if (line.kind === 'text' && last !== undefined && isWrapped(last.text, above, text))
    parts[parts.length - 1] = { ...last, text: `${last.text} ${text}` }
  else
    parts.push({
      text,
      kind: line.kind === 'item' || line.kind === 'chat' ? line.kind : 'prose',
      asked: line.kind === 'item' && line.asked,
      depth,
    })
}

/** What a line says once every mark and address before it is gone; empty if it says nothing. */
function toContent(line: string): string {
  let text = line
  for (let i = 0; i < MAX_MARKS; i++) {
    const stripped = withoutGreeting(text.replace(/^[>\s]+/, ''))
    const known = toLineKind(stripped)
    if (known.kind !== 'text' && known.kind !== 'item' && known.kind !== 'chat') return ''
    if (known.text === text) return text
    text = known.text
  }
  return ''
}

/** Whether a line break stands within a sentence: the line was full, or it goes on in lower case after a comma. */
function isWrapped(text: string, above: number, below: string): boolean {
  if (above === 0 || /[.?!:;…]["“”»«')]*$/.test(text)) return false
  const isFull = above >= FULL_LINE && !/^(?:und|and)(?!\p{L})/iu.test(below)
  return isFull || (/^\p{Ll}/u.test(below) && /[,–-]$/.test(text))
}
