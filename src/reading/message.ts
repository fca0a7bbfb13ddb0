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

/** Takes away headers and older answers of the staff. */
export const toMessage = (lines: readonly Line[]): Message => ({
  subject: lines.find(({ kind, text }) => kind === 'subject' && text !== '')?.text ?? '',
  parts: toParts(lines),
})

function toParts(lines: readonly Line[]): Part[] {
  const parts: Part[] = []
  let isForward = false
  /** Depth from which on the lines are somebody's who answers; infinite if nobody's. */
  let staffDepth = Infinity
  /** The line just above within the paragraph. */
  let above: Line | undefined
  for (const [index, line] of lines.entries()) {
    const { kind, depth } = line
    if (kind !== 'nothing' && depth < staffDepth) staffDepth = Infinity
    if (kind === 'letter') {
      isForward = true
      staffDepth = isStaff(line.text) ? depthBelow(lines, index) : Infinity
    }
    const isSaid = kind !== 'nothing' && kind !== 'letter' && kind !== 'subject'
    if (isSaid && depth < staffDepth && !isStaff(line.speaker ?? ''))
      add(parts, line, above?.depth === depth ? above : undefined, isForward || depth > 0)
    above = isSaid ? line : undefined
  }
  return parts
}

/** Depth at which the words begin that the line at `index` ascribes to somebody. */
const depthBelow = (lines: readonly Line[], index: number): number =>
  lines.slice(index + 1, index + 6).find(({ kind }) => kind !== 'nothing')?.depth ?? 0

function add(parts: Part[], line: Line, above: Line | undefined, isPassedOn: boolean): void {
  const { kind, text, depth, isAsked = false } = line
  const last = parts.at(-1)
  if (kind === 'text' && last !== undefined && above !== undefined && isWrapped(above))
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

/** True if the line break behind a line stands within a sentence: the line was full, and no mark ended it. */
const isWrapped = ({ text, depth }: Line): boolean =>
  text.length >= (depth > 0 ? fullQuoted : fullLine) && !/[.?!:;…]["“”»«')]{0,3}$/.test(text)
