import { isStaff } from './letter-lines.ts'
import type { Line } from './letter-lines.ts'

/** A piece of what the sender, or the person whose mail is passed on, wrote: a paragraph, a list item, a line of a chat. */
export interface Part {
  readonly text: string
  readonly kind: 'prose' | 'item' | 'chat'
  /** The layout makes it a question. */
  readonly isAsked: boolean
  /** Quoting depth. */
  readonly depth: number
  /** Somebody else wrote it: it is quoted, or stands below the header of another message. */
  readonly isPassedOn: boolean
}

/** A message without everything that only carries it. */
export interface Message {
  /** The subject of the mail or ticket, empty if it has none. */
  readonly subject: string
  readonly parts: readonly Part[]
}

/** From this length on, in characters, a line was probably broken by the mail program. */
const fullLine = 55
/** The same where it is quoted: programs break what they quote anew. */
const fullQuoted = 18
const postscript = /^p\. ?s(?!\p{L})|^ps(?!\p{L})/iu

/** Takes away headers, older answers of the staff, closings, signatures and disclaimers. */
export function toMessage(lines: readonly Line[]): Message {
  const parts = toParts(lines)
  // Who says nothing but "Danke!" says that.
  const said =
    parts.length > 0
      ? parts
      : toParts(lines.map((line) => ({ ...line, kind: line.text === '' ? line.kind : 'text' })))
  const subject = lines.find(({ kind, text: named }) => kind === 'subject' && named !== '')?.text ?? ''
  return { subject, parts: said }
}

/** Reads the lines in order, forgetting what follows a closing until a new letter begins. */
function toParts(lines: readonly Line[]): Part[] {
  const parts: Part[] = []
  let isClosed = false
  let isForward = false
  let depth = 0
  /** Depth from which on the lines are somebody's who answers; infinite if nobody's. */
  let staffDepth = Infinity
  /** The line just above within the paragraph. */
  let above: Line | undefined
  lines.forEach((line, index) => {
    if (line.depth !== depth && line.kind !== 'blank') {
      depth = line.depth
      isClosed = false
      above = undefined
      if (depth < staffDepth) staffDepth = Infinity
    }
    if (line.kind === 'closing') isClosed = parts.length > 0
    if (opensLetter(line) || (above === undefined && reopens(line))) isClosed = false
    if (line.kind === 'opening' || line.kind === 'sender') isForward = true
    if (line.kind === 'sender') staffDepth = isStaff(line.text) ? depthBelow(lines, index) : Infinity
    const isSaid = saysSomething(line) && !isClosed && depth < staffDepth
    if (isSaid && !isStaff(line.speaker ?? '')) add(parts, line, above, isForward || depth > 0)
    above = saysSomething(line) ? line : undefined
  })
  return parts
}

const opensLetter = ({ kind }: Line) =>
  kind === 'opening' || kind === 'sender' || kind === 'greeting' || kind === 'chat'

const saysSomething = ({ kind }: Line) =>
  kind === 'text' || kind === 'item' || kind === 'chat' || kind === 'greeting'

/** Something is asked after the signature: a postscript or the forwarder's own words. */
const reopens = ({ text, kind }: Line) =>
  (kind === 'text' || kind === 'item') && (postscript.test(text) || text.includes('?'))

/** Depth at which the words begin that the line at `index` ascribes to somebody. */
const depthBelow = (lines: readonly Line[], index: number): number =>
  lines.slice(index + 1, index + 6).find(({ kind }) => kind !== 'blank')?.depth ?? 0

function add(
  parts: Part[],
  { kind, text, depth, isAsked = false }: Line,
  above: Line | undefined,
  isPassedOn: boolean,
): void {
  const last = parts.at(-1)
  if (kind === 'text' && last !== undefined && above !== undefined && isWrapped(above.text, text, depth))
    parts[parts.length - 1] = { ...last, text: `${last.text} ${text}` }
  else if (text !== '')
    parts.push({
      text,
      kind: kind === 'item' || kind === 'chat' ? kind : 'prose',
      isAsked,
      depth,
      isPassedOn,
    })
}

/** Whether a line break stands within a sentence: the line was full, or it goes on in lower case after a comma. */
function isWrapped(above: string, below: string, depth: number): boolean {
  if (/[.?!:;…]["“”»«')]{0,3}$/.test(above)) return false
  const isFull = above.length >= (depth > 0 ? fullQuoted : fullLine) && !/^(?:und|and)(?!\p{L})/iu.test(below)
  return isFull || (/^\p{Ll}/u.test(below) && /[,–-]$/.test(above))
}
