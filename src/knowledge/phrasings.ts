import type { Issue } from '../documents/issue.ts'
import type { Position, Source } from '../documents/parse-document.ts'
import type { Language } from './types.ts'

/** `asked`: somebody asked it in these words. `imagined`: written so that the bot understands more. */
export const origins = ['asked', 'imagined'] as const
export type Origin = (typeof origins)[number]

/** One line of a file in `phrasings/`. */
export interface PhrasingLine {
  /** Id of the entry or decline entry in its notice. */
  readonly entry: string
  readonly language: Language
  readonly origin: Origin
  readonly text: string
  readonly place: Position & { readonly file: string }
}

export interface PhrasingFile {
  readonly lines: readonly PhrasingLine[]
  readonly issues: readonly Issue[]
}

const form = 'expected "entry", "de" or "en", "asked" or "imagined", and the question, with tabs between'

/** Reads a file of phrasings: four columns with tabs between them. Empty lines and those that begin with # are passed over. */
export function parsePhrasings({ file, text }: Source): PhrasingFile {
  const lines: PhrasingLine[] = []
  const issues: Issue[] = []
  text.split(/\r?\n/u).forEach((line, i) => {
    if (line.trim() === '' || line.startsWith('#')) return
    const place = { file, line: i + 1, column: 1 }
    const parsed = parseLine(line)
    if (typeof parsed === 'string') issues.push({ ...place, path: '', message: parsed })
    else lines.push({ ...parsed, place })
  })
  return { lines, issues }
}

/** @returns what is wrong with the line if it can't be used */
function parseLine(line: string): Omit<PhrasingLine, 'place'> | string {
  const columns = line.split('\t').map((part) => part.trim())
  const [entry = '', language = '', origin = '', text = ''] = columns
  if (columns.length !== 4) return `${form}; found ${columns.length} column(s)`
  if (!isLanguage(language)) return `expected "de" or "en" behind the entry, found "${language}"`
  if (!isOrigin(origin)) return `expected "asked" or "imagined" behind the language, found "${origin}"`
  if (entry === '' || text === '') return `the ${entry === '' ? 'entry' : 'question'} is missing; ${form}`
  return { entry, language, origin, text }
}

/** The line that `parsePhrasings` reads; tabs and line ends in the text become blanks. */
export const formatPhrasing = ({ entry, language, origin, text }: Omit<PhrasingLine, 'place'>): string =>
  [entry, language, origin, text.replace(/\s+/gu, ' ').trim()].join('\t')

const isLanguage = (text: string): text is Language => text === 'de' || text === 'en'
const isOrigin = (text: string): text is Origin => origins.some((origin) => origin === text)
