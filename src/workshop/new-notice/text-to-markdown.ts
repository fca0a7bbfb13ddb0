/** Longest line that may be a heading. */
const longestHeading = 110

/**
 * Text as it is copied from a page or a document: a short line of its own that ends as no sentence does becomes a heading. A text
 * that has headings of Markdown already stays as it is; those of Textile are rewritten.
 */
export function textToMarkdown(text: string): string {
  const body = text.replace(/^\ufeff?---\r?\n[\s\S]*?\r?\n---\r?\n/u, '')
  if (/^#{1,6} /mu.test(body)) return body
  if (/^h[1-6]\. /mu.test(body))
    return body.replace(/^h([1-6])\. /gmu, (_, level: string) => `${'#'.repeat(Number(level))} `)
  const lines = body.split(/\r?\n/u)
  return lines
    .map((line, i) => (isHeading(line, lines[i - 1] ?? '', lines[i + 1] ?? '') ? `## ${line.trim()}` : line))
    .join('\n')
}

function isHeading(line: string, before: string, after: string): boolean {
  const text = line.trim()
  if (text === '' || text.length > longestHeading || before.trim() !== '' || /[.,;:!]$/u.test(text))
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
