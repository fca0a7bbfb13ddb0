import type * as v from '../documents/valibot.ts'
import type { Issue } from '../documents/issue.ts'
import { parseDocument } from '../documents/parse-document.ts'
import type { ParsedDocument, Source } from '../documents/parse-document.ts'
import { findDuplicates } from './find-duplicates.ts'
import type { LocatedEntry } from './find-duplicates.ts'
import { findQuote } from './find-quote.ts'
import { parseNotice } from './parse-notice.ts'
import { declinesSchema, faqSchema, lexiconSchema } from './schemas.ts'
import type { DeclineEntry, FaqEntry, KnowledgeBase, Notice, Quote } from './types.ts'

/** The files of one notice's folder; `id` is the folder's name. */
export interface NoticeSources {
  readonly id: string
  readonly notice: Source
  readonly faq: Source
  readonly declines: Source | undefined
}

export interface KnowledgeSources {
  readonly notices: readonly NoticeSources[]
  readonly lexicon: Source | undefined
}

export type KnowledgeResult =
  | { readonly ok: true; readonly knowledge: KnowledgeBase }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/** Parses and verifies everything the bot knows, and collects the problems of all files before it gives up. */
export function parseKnowledge(sources: KnowledgeSources): KnowledgeResult {
  const issues: Issue[] = []
  const folders = sources.notices.map((folder) => parseFolder(folder, issues))
  const lexicon = parse(sources.lexicon, lexiconSchema, issues)?.value.concepts ?? []
  issues.push(...findDuplicates(folders.flatMap((folder) => folder.located)))
  if (issues.length > 0) return { ok: false, issues }
  const knowledge = {
    notices: folders.flatMap((folder) => folder.notice),
    entries: folders.flatMap((folder) => folder.entries),
    declines: folders.flatMap((folder) => folder.declines),
    lexicon,
  }
  return { ok: true, knowledge }
}

interface Folder {
  readonly notice: readonly Notice[]
  readonly entries: readonly FaqEntry[]
  readonly declines: readonly DeclineEntry[]
  readonly located: readonly LocatedEntry[]
}

function parseFolder({ id, ...files }: NoticeSources, issues: Issue[]): Folder {
  const parsed = parseNotice(id, files.notice)
  const notice = parsed.ok ? [parsed.notice] : []
  if (!parsed.ok) issues.push(...parsed.issues)

  const faq = parse(files.faq, faqSchema, issues)
  const entries = (faq?.value.entries ?? []).map((entry, i) => {
    const quotes = notice.flatMap((n) =>
      resolveQuotes(n, entry.quotes, files.faq, faq, ['entries', i], issues),
    )
    return { ...entry, notice: id, quotes }
  })

  const declined = parse(files.declines, declinesSchema, issues)
  const declines = (declined?.value.declines ?? []).map((entry) => ({ ...entry, notice: id }))

  return {
    notice,
    entries,
    declines,
    located: [
      ...entries.map((entry, i) => ({ entry, locate: locator(files.faq, faq, ['entries', i]) })),
      ...declines.map((entry, i) => ({ entry, locate: locator(files.declines, declined, ['declines', i]) })),
    ],
  }
}

function parse<S extends v.GenericSchema>(
  source: Source | undefined,
  schema: S,
  issues: Issue[],
): ParsedDocument<v.InferOutput<S>> | undefined {
  if (source === undefined) return undefined
  const result = parseDocument(source, schema)
  if (result.ok) return result.document
  issues.push(...result.issues)
  return undefined
}

type Path = readonly PropertyKey[]

/** Makes issues at places below `base` of a document. */
function locator(source: Source | undefined, document: ParsedDocument<unknown> | undefined, base: Path) {
  return (path: Path, message: string): Issue => ({
    file: source?.file ?? '',
    ...(document?.locate([...base, ...path]) ?? { line: 1, column: 1 }),
    path: '',
    message,
  })
}

function resolveQuotes(
  notice: Notice,
  texts: readonly string[],
  source: Source,
  document: ParsedDocument<unknown> | undefined,
  base: Path,
  issues: Issue[],
): Quote[] {
  const issueAt = locator(source, document, base)
  return texts.flatMap((text, i) => {
    const found = findQuote(notice, text)
    if (found.ok) return [found.quote]
    issues.push(
      issueAt(['quotes', i], `not in the notice word for word; closest wording: "${found.closest}"`),
    )
    return []
  })
}
