/** One line of a message without its quoting marks. */
export interface Line {
  /** How deep it is quoted: 0 for the sender's own words. */
  readonly depth: number
  readonly text: string
}

/** What is read of one message, in characters; what follows is older mail or a log. */
const MAX_CHARACTERS = 20_000
/** Matrix' reply fallback, "> <@user:server> …": what the sender answers to, not what the sender says. */
const replyFallback = /^> ?(?:\* ?)?<@[^>\s]{1,255}:[^>\s]{1,255}>/

/** The lines of a message with their quoting depth, without Matrix' reply fallback. */
export function toLines(text: string): Line[] {
  const lines = text
    .slice(0, MAX_CHARACTERS)
    .split(/\r\n?|\n/)
    .map(toLine)
  if (!replyFallback.test(text)) return lines
  const own = lines.findIndex((line) => line.depth === 0)
  return own < 0 ? [] : lines.slice(own)
}

function toLine(raw: string): Line {
  const readable = raw.replace(/&nbsp;|[\u00a0\t]/g, ' ').replace(/&gt;/g, '>')
  const marks = /^(?: *>)+/.exec(readable)?.[0] ?? ''
  return { depth: marks.replaceAll(' ', '').length, text: readable.slice(marks.length).trim() }
}
