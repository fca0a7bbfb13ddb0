import type { Issue } from '../documents/issue.ts'
import { parseDocument } from '../documents/parse-document.ts'
import type { Source } from '../documents/parse-document.ts'
import * as v from '../documents/valibot.ts'
import { toSections } from './notice-sections.ts'
import type { Notice } from './types.ts'

const text = v.pipe(v.string(), v.trim(), v.nonEmpty('expected a text, found an empty one'))

const frontMatterSchema = v.mapping({
  title: v.pipe(v.string(), v.nonEmpty('expected a text, found an empty one')),
  url: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^https?:/, 'expected an http or https URL'),
      v.url('expected a complete URL'),
    ),
  ),
  date: v.optional(
    v.pipe(
      v.string(),
      v.isoDate('expected a date such as 2026-02-28'),
      v.check(isDay, 'there is no such day'),
    ),
  ),
  implied: v.optional(
    v.pipe(
      v.array(text),
      v.description(
        'Names that every question to the notice implies: of what it is about, and of whose it is.',
      ),
    ),
    [],
  ),
  abbreviations: v.optional(
    v.pipe(
      v.array(text),
      v.description('Abbreviations of this notice after whose full stop its sentence goes on.'),
    ),
    [],
  ),
})

/** "2026-02-30" has the form of a date and is none. */
function isDay(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date)
}

export type NoticeResult =
  { readonly ok: true; readonly notice: Notice } | { readonly ok: false; readonly issues: readonly Issue[] }

/**
 * Reads `notice.md`: YAML front matter (title, url, date, implied, abbreviations), then Markdown: headings, paragraphs, lists, tables.
 * `#` is the notice's title, deeper headings begin sections.
 */
export function parseNotice(id: string, source: Source): NoticeResult {
  const match = /^---\r?\n(.*?)\r?\n---\r?\n(.*)$/su.exec(source.text)
  if (match === null) {
    const message = 'expected front matter between two lines "---" with at least "title"'
    return { ok: false, issues: [{ file: source.file, line: 1, column: 1, path: '', message }] }
  }
  const [, frontMatter = '', body = ''] = match
  const head = parseDocument({ file: source.file, text: `\n${frontMatter}` }, frontMatterSchema)
  if (!head.ok) return head
  const { title, url, date, implied, abbreviations } = head.document.value
  const own = new Set(abbreviations.map((word) => word.toLowerCase().replace(/\.$/u, '')))
  return {
    ok: true,
    notice: { id, title, url, date, implied, sections: toSections({ id, title, body, abbreviations: own }) },
  }
}
