const fence = /^ {0,3}(?:```|~~~)/u
/** A whole line in bold, in italics or underlined. */
const setApartLine =
  /^(?:(?<mark>\*{1,3}|_{1,3})(?=\S)(?<marked>[^*]{1,120}?)(?<=\S)\k<mark>|<(?<tag>u|b|i|em|strong)>(?<tagged>[^<]{1,120})<\/\k<tag>>)(?: ?<br ?\/?>)?$/u
const listLine = /^\s*(?:[-*+•▪◦–|]|\d{1,3}[.)]|\(?[a-z]\))\s/u
const numberedLine = /^(\d{1,2})\. (\p{Lu}[^.;:!]{2,80})$/u

/**
 * The lines of a notice as their reader takes them: without comments, marks of block quotes and of line breaks; a bold line that stands
 * for a heading, and numbered ones, are headings. What is between the marks of a code block stays as it is.
 */
export function toLines(body: string): string[] {
  const text = body
    .replace(/<!--[\s\S]*?-->/gu, '')
    // Long headings in bold are wrapped like other lines.
    .replace(/^(\*\*[^*\n]{1,100})\r?\n([^*\n]{1,100}\*\*)[ \t]*$/gmu, '$1 $2')
  const lines = text.split(/\r?\n/u).map(unquoted)
  const open = insideFence(lines)
  const following = nextTexts(lines)
  const numbered = numberedHeadings(lines, following)
  return lines.map((line, i) => {
    if (open[i] === true) return line
    const title = boldTitle(line, lines[i - 1] ?? '', following[i]) ?? (numbered.has(i) ? line : undefined)
    return title === undefined ? line.replace(/\\$/u, '') : `${boldMark} ${title}`
  })
}

/** Bold headings are the innermost. */
const boldMark = '######'

/** Notices put notes into block quotes, whose mark is no part of the wording. */
const unquoted = (line: string) => line.replace(/^ {0,3}>[ \t]?/u, '').trimEnd()

/** For each line, whether it belongs to a code block, marks included. */
function insideFence(lines: readonly string[]): boolean[] {
  let isOpen = false
  return lines.map((line) => {
    const isMark = fence.test(line)
    if (isMark) isOpen = !isOpen
    return isOpen || isMark
  })
}

/** For each line the next one that is not blank. */
function nextTexts(lines: readonly string[]): (string | undefined)[] {
  let next: string | undefined
  const following = lines.toReversed().map((line) => {
    const after = next
    if (line !== '') next = line
    return after
  })
  return following.reverse()
}

/** A line that is set apart as a whole, is no sentence, and doesn't introduce a list. */
function boldTitle(line: string, before: string, after: string | undefined): string | undefined {
  const { marked, tagged } = setApartLine.exec(line)?.groups ?? {}
  const title = (marked ?? tagged)?.trim()
  if (title === undefined || /[.,;!]$/u.test(title) || continues(before)) return undefined
  // A heading without a text below it would be lost.
  if (after === undefined || after.startsWith('#') || setApartLine.test(after)) return undefined
  if (title.endsWith(':')) return listLine.test(after) ? undefined : title.slice(0, -1)
  return title
}

/** True if a line is text that goes on in the next one. */
const continues = (line: string) =>
  line !== '' && !line.startsWith('#') && !/[.!?:;…][)“"*_]*\\?$/u.test(line)

/**
 * "2. Speicherdauer" on a line of its own between paragraphs, as text from word processors has it. One alone may be an item; two that
 * follow each other in number, with text between them, are headings.
 */
function numberedHeadings(
  lines: readonly string[],
  following: readonly (string | undefined)[],
): ReadonlySet<number> {
  const candidates = lines.flatMap((line, i) => {
    const number = numberedLine.exec(line)?.[1]
    const after = following[i] ?? ''
    const standsAlone = (lines[i - 1] ?? '') === '' && (lines[i + 1] ?? '') === ''
    return number !== undefined && standsAlone && after !== '' && !listLine.test(after)
      ? [{ at: i, number: Number(number) }]
      : []
  })
  const areCounted = candidates.every(({ number }, k) => k === 0 || number > (candidates[k - 1]?.number ?? 0))
  return new Set(candidates.length > 1 && areCounted ? candidates.map(({ at }) => at) : [])
}
