import type * as v from '../documents/valibot.ts'
import type { Issue } from '../documents/issue.ts'
import { parseDocument } from '../documents/parse-document.ts'
import type { Source } from '../documents/parse-document.ts'
import { findDuplicates } from './find-duplicates.ts'
import { findQuote } from './find-quote.ts'
import type { Mismatch } from './find-quote.ts'
import type { LocatedEntry, LocatedPhrasing, Place } from './located-entry.ts'
import { parseNotice } from './parse-notice.ts'
import { passageEntries } from './passage-entries.ts'
import { parsePhrasings } from './phrasings.ts'
import type { PhrasingLine } from './phrasings.ts'
import { declinesSchema, faqSchema } from './schemas.ts'
import type { DeclineEntry, FaqEntry, Language, Notice, PassageId, Quote } from './types.ts'

/** The files of one folder. */
export interface FolderSources {
  /** The folder's name. */
  readonly id: string
  /** `undefined` for what no notice answers. */
  readonly notice: Source | undefined
  readonly faq: Source | undefined
  readonly declines: Source | undefined
  /** The files in `phrasings/`. */
  readonly phrasings: readonly Source[]
}

export interface Folder {
  readonly notice: Notice | undefined
  readonly entries: readonly FaqEntry[]
  readonly declines: readonly DeclineEntry[]
  /** Those of both kinds, and where they stand. */
  readonly located: readonly LocatedEntry[]
  readonly issues: readonly Issue[]
}

/** Parses and verifies a notice and what belongs to it, and collects the problems of all its files. */
export function parseFolder(sources: FolderSources): Folder {
  const files = sources.phrasings.map(parsePhrasings)
  const notice = sources.notice && parseNotice(sources.id, sources.notice)
  const faq = readFile(sources.faq, faqSchema)
  const declined = readFile(sources.declines, declinesSchema)
  const context: Context = {
    folder: sources.id,
    notice: notice?.ok === true ? notice.notice : undefined,
    lines: Map.groupBy(
      files.flatMap((file) => file.lines),
      ({ entry }) => entry,
    ),
    issues: [],
  }
  const entries = (faq?.value?.entries ?? []).map((raw, i) => toFaqEntry(raw, faq, i, context))
  const declines = (declined?.value?.declines ?? []).map((raw, i) =>
    toDeclineEntry(raw, declined, i, context),
  )
  const located = [...entries, ...declines]
  const isRead = (faq?.issues.length ?? 0) + (declined?.issues.length ?? 0) === 0
  return {
    notice: context.notice,
    entries:
      sources.faq || !context.notice ? entries.map(({ entry }) => entry) : passageEntries(context.notice),
    declines: declines.map(({ entry }) => entry),
    located,
    issues: [
      ...(notice?.ok === false ? notice.issues : []),
      ...(faq?.issues ?? []),
      ...context.issues,
      ...(declined?.issues ?? []),
      ...files.flatMap((file) => file.issues),
      ...(isRead ? strayLines(context, located) : []),
      ...findDuplicates(located),
    ],
  }
}

/** The folder that entries are made for, and what they refer to. */
interface Context {
  readonly folder: string
  readonly notice: Notice | undefined
  readonly lines: ReadonlyMap<string, readonly PhrasingLine[]>
  /** Problems are added as they are found. */
  readonly issues: Issue[]
}

type Path = readonly PropertyKey[]

/** A file as it was read: without a value if there are problems. */
interface ReadFile<T> {
  readonly value: T | undefined
  readonly issues: readonly Issue[]
  readonly placeOf: (path: Path) => Place
}

function readFile<S extends v.GenericSchema>(
  source: Source | undefined,
  schema: S,
): ReadFile<v.InferOutput<S>> | undefined {
  if (source === undefined) return undefined
  const { file } = source
  const result = parseDocument(source, schema)
  if (!result.ok) {
    return { value: undefined, issues: result.issues, placeOf: () => ({ file, line: 1, column: 1 }) }
  }
  const { value, locate } = result.document
  return { value, issues: [], placeOf: (path) => ({ file, ...locate(path) }) }
}

type FaqFile = v.InferOutput<typeof faqSchema>
type DeclinesFile = v.InferOutput<typeof declinesSchema>

function toFaqEntry(
  { id, topic, quotes, questions }: FaqFile['entries'][number],
  file: ReadFile<FaqFile> | undefined,
  index: number,
  context: Context,
): LocatedEntry & { readonly entry: FaqEntry } {
  const { folder, notice, lines } = context
  const placeOf = (path: Path): Place => placeIn(file, ['entries', index, ...path])
  const phrasings = toPhrasings(questions, lines.get(id), placeOf)
  const resolved = notice ? resolveQuotes(notice, quotes, placeOf, context.issues) : []
  const entry = {
    ...{ id: `${folder}/${id}`, notice: folder, topic },
    ...{ questions: byLanguage(phrasings), quotes: resolved },
  }
  return { id, entry, phrasings, place: () => placeOf(['id']) }
}

function toDeclineEntry(
  { id, gap, vague, smallTalk, command, questions }: DeclinesFile['declines'][number],
  file: ReadFile<DeclinesFile> | undefined,
  index: number,
  { folder, notice, lines }: Context,
): LocatedEntry & { readonly entry: DeclineEntry } {
  const placeOf = (path: Path): Place => placeIn(file, ['declines', index, ...path])
  const phrasings = toPhrasings(questions, lines.get(id), placeOf)
  const entry = {
    ...{ id: `${folder}/${id}`, notice: notice?.id, sentence: gap },
    ...(vague && { vague }),
    ...(smallTalk && { smallTalk }),
    ...(command !== undefined && { command }),
    questions: byLanguage(phrasings),
  }
  return { id, entry, phrasings, place: () => placeOf(['id']) }
}

const placeIn = (file: ReadFile<unknown> | undefined, path: Path): Place =>
  file?.placeOf(path) ?? { file: '', line: 1, column: 1 }

const languages = ['de', 'en'] as const satisfies readonly Language[]

/** Those that people review, then those of the files in `phrasings/`. */
function toPhrasings(
  questions: Readonly<Record<Language, readonly string[]>>,
  lines: readonly PhrasingLine[] = [],
  placeOf: (path: Path) => Place,
): LocatedPhrasing[] {
  const reviewed = languages.flatMap((language) =>
    questions[language].map((text, i) => ({
      ...{ text, language, origin: 'reviewed' as const },
      place: () => placeOfQuestion(language, i, placeOf),
    })),
  )
  return [...reviewed, ...lines.map(({ place, ...line }) => ({ ...line, place: () => place }))]
}

/** German questions may stand in a list alone, without their language. */
function placeOfQuestion(language: Language, index: number, placeOf: (path: Path) => Place): Place {
  const all = placeOf(['questions'])
  const found = placeOf(['questions', language, index])
  return found.line === all.line && found.column === all.column ? placeOf(['questions', index]) : found
}

function byLanguage(phrasings: readonly LocatedPhrasing[]): Record<Language, readonly string[]> {
  const inOne = (wanted: Language) =>
    phrasings.filter(({ language }) => language === wanted).map(({ text }) => text)
  return { de: inOne('de'), en: inOne('en') }
}

function resolveQuotes(
  notice: Notice,
  texts: readonly string[],
  placeOf: (path: Path) => Place,
  issues: Issue[],
): Quote[] {
  const quoted = new Set<PassageId>()
  return texts.flatMap((text, i) => {
    const found = findQuote(notice, text, quoted)
    if (found.ok) {
      for (const id of found.quote.passages) quoted.add(id)
      return [found.quote]
    }
    issues.push({ ...placeOf(['quotes', i]), path: '', message: describeMismatch(found) })
    return []
  })
}

function describeMismatch({ reason, closest }: Mismatch): string {
  switch (reason) {
    case 'heading':
      return 'a heading is no passage; quote the sentences below it'
    case 'part':
      return `a part of a sentence or item; quote the whole: "${closest}"`
    case 'apart':
      return 'several passages that are no neighbours in one paragraph; make a quote of each'
    case 'wording':
      return `not in the notice word for word; closest wording: "${closest}"`
  }
}

/** Lines of phrasings for entries that the folder does not have. */
function strayLines({ lines }: Context, located: readonly LocatedEntry[]): Issue[] {
  const known = new Set(located.map(({ id }) => id))
  return [...lines].flatMap(([id, [first]]) =>
    first && !known.has(id)
      ? [{ ...first.place, path: '', message: `no entry "${id}" in faq.yaml or declines.yaml` }]
      : [],
  )
}
