/** Longest line that may be a heading. */
const longestHeading = 110

/**
 * Text as it is copied from a page or a document: a short line of its own that ends as no sentence does becomes a heading. A text
 * that has headings of Markdown already stays as it is; those of Textile are rewritten.
 */
export function textToMarkdown(text: string): string {
  const body = withoutTags(
    text
      .replace(/^\ufeff?---\r?\n[\s\S]*?\r?\n---\r?\n/u, '')
      .replace(/\{% *comment *%\}[\s\S]*?\{% *endcomment *%\}/gu, ''),
  )
  if (/^#{1,6} /mu.test(body)) return body
  if (/^h[1-6]\. /mu.test(body))
    return body.replace(/^h([1-6])\. /gmu, (_, level: string) => `${'#'.repeat(Number(level))} `)
  const lines = spaced(body.split(/\r?\n/u))
  return lines
    .map((line, i) => (isHeading(line, lines[i - 1] ?? '', lines[i + 1] ?? '') ? `## ${line.trim()}` : line))
    .join('\n')
}

/** Markdown may hold pieces of HTML; what their tags say of headings and lists is said as Markdown does. */
function withoutTags(text: string): string {
  if (!/<(?:h[1-6]|li|p|div|ul|ol|section)\b[^>]{0,500}>/iu.test(text)) return text
  return text
    .replace(/\s*<h([1-6])\b[^>]{0,500}>([\s\S]{0,500}?)<\/h\1>\s*/giu, (_, level: string, title: string) => {
      const marks = '#'.repeat(Math.max(2, Number(level)))
      return `\n\n${marks} ${title.replace(/\s+/gu, ' ').trim()}\n\n`
    })
    .replace(/\s*<\/(?:li|p)>[ \t]*/giu, '\n')
    .replace(/\s*<li\b[^>]{0,500}>\s*(?:<p>\s*)?/giu, '\n* ')
    .replace(/\s*<\/?(?:p|div|ul|ol|section)\b[^>]{0,500}>[ \t]*/giu, '\n\n')
    .replace(/\n{3,}/gu, '\n\n')
}

/** Lines longer than people wrap them. */
const unwrapped = 200

/** In text that is copied from a page each line may be a paragraph; blank lines then set them apart, but not the items of a list. */
function spaced(lines: readonly string[]): readonly string[] {
  const full = lines.filter((line) => line.trim() !== '')
  const blank = lines.length - full.length
  if (full.length < 4 || blank > full.length / 4 || !full.some((line) => line.length > unwrapped))
    return lines
  return full.flatMap((line, i) =>
    i === 0 || (isItem(line) && isItem(full[i - 1] ?? '')) ? [line] : ['', line],
  )
}

const isItem = (line: string) => /^\s*(?:[-*•–]|\d{1,3}\.|[a-z][.)])\s/u.test(line)

function isHeading(line: string, before: string, after: string): boolean {
  const text = line.trim()
  if (text === '' || text.length > longestHeading || before.trim() !== '' || /[.,;:!]$|^Stand:/u.test(text))
    return false
  // "2. Rechtsgrundlage" or "Wer ist zuständig?" may stand directly above its text, other lines only apart from it.
  const isMarked = /^(?:§|\d{1,2}(?:\.\d{1,2})*[.)]? |[IVX]{1,5}\. )\p{Lu}/u.test(text) || text.endsWith('?')
  if (!isMarked && after.trim() !== '') return false
  return (
    /^[\p{Lu}\d§„]/u.test(text) &&
    !/@|https?:|\+?\d[\d ()/-]{5,}|\b\d{5} \p{Lu}/u.test(text) &&
    !/^[-*•–] /u.test(text)
  )
}
