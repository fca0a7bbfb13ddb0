import type { Issue } from '../documents/issue.ts'
import { parseDocument } from '../documents/parse-document.ts'
import type { Source } from '../documents/parse-document.ts'
import * as v from '../documents/valibot.ts'
import { splitSentences } from '../language/split-sentences.ts'
import type { Notice, Paragraph, PassageId, Section } from './types.ts'

export const frontMatterSchema = v.mapping({
  title: v.pipe(v.string(), v.nonEmpty('expected a text, found an empty one')),
  url: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^https?:/, 'expected an http or https URL'),
      v.url('expected a complete URL'),
    ),
  ),
  date: v.optional(v.pipe(v.string(), v.isoDate('expected a date such as 2026-02-28'))),
})

export type NoticeResult =
  { readonly ok: true; readonly notice: Notice } | { readonly ok: false; readonly issues: readonly Issue[] }

/**
 * Reads `notice.md`: YAML front matter (title, url, date), then Markdown of headings and paragraphs only.
 * `#` is the notice's title, deeper headings begin sections; paragraphs are separated by blank lines.
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
  const { title, url, date } = head.document.value
  return { ok: true, notice: { id, title, url, date, sections: parseSections(id, body) } }
}

function parseSections(noticeId: string, body: string): Section[] {
  const sections: { title: string | undefined; blocks: string[] }[] = []
  for (const block of body.split(/(?:\r?\n){2,}/u).map((b) => b.trim())) {
    const heading = /^(#+)[ \t]+(.*)$/u.exec(block)
    if (heading) sections.push({ title: heading[1] === '#' ? undefined : heading[2], blocks: [] })
    else if (block !== '') (sections.at(-1) ?? openSection(sections)).blocks.push(block)
  }
  return sections
    .filter(({ blocks }) => blocks.length > 0)
    .map(({ title, blocks }, s) => ({
      title,
      paragraphs: blocks.map((b, p) => paragraph(noticeId, s + 1, p + 1, b)),
    }))
}

/** Text above the first heading belongs to the notice as a whole. */
function openSection(sections: { title: string | undefined; blocks: string[] }[]) {
  const section = { title: undefined, blocks: [] as string[] }
  sections.push(section)
  return section
}

function paragraph(noticeId: string, section: number, number: number, block: string): Paragraph {
  const text = block.replace(/[ \t]*\r?\n[ \t]*/gu, ' ')
  const passages = splitSentences(text).map((sentence, i) => ({
    id: `${noticeId}/${section}.${number}.${i + 1}` as PassageId,
    text: sentence,
  }))
  return { number, passages }
}
