import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { quoteYaml } from '../../documents/quote-yaml.ts'
import type { StubEntry } from './stub-entries.ts'

export interface NoticeHead {
  readonly title: string
  readonly url: string | undefined
  /** ISO 8601. */
  readonly date: string | undefined
}

export const noticeFile = ({ title, url, date }: NoticeHead, markdown: string): string =>
  [
    '---',
    `title: ${quoteYaml(title)}`,
    ...(url === undefined ? [] : [`url: ${quoteYaml(url)}`]),
    ...(date === undefined ? [] : [`date: ${date}`]),
    '# Names that every question implies: of what the notice is about, and of whose it is, such as [Softphone, TU Dresden].',
    `implied: [${subjectOf(title).map(quoteYaml).join(', ')}]`,
    '---',
    '',
    markdown,
  ].join('\n')

/** No longer name of a subject is taken from a title, in words. */
const longestName = 2

/** "Softphone - Hinweise zur Datenverwendung" is about "Softphone". */
function subjectOf(title: string): readonly string[] {
  const [name = ''] = title.split(/ [-–—] |: | \(/u)
  return name !== '' && name.split(/\s+/u).length <= longestName ? [name] : []
}

/** How a file in `from` names a folder: by the way to it, unless that has a blank, at which editors would stop reading. */
export function referenceTo(folder: string, from: string): string {
  const relative = path.relative(from, folder).split(path.sep).join('/')
  return /\s/.test(relative) ? pathToFileURL(folder).href : relative
}

/** @param schemas how a file of the notice names the folder with the schemas */
export function faqFile(entries: readonly StubEntry[], schemas: string): string {
  const head = `# yaml-language-server: $schema=${schemas}/faq.schema.json
# One entry for each answer. For each: give it a short topic, keep the one to three quotes that answer it, and write
# five to ten questions as people ask them. Delete entries that nobody will ask for; two entries may quote the same.
`
  if (entries.length === 0) return `${head}entries: []\n`
  return `${head}entries:\n${entries.map(formatEntry).join('')}`
}

const formatEntry = ({ id, topic, quotes }: StubEntry): string =>
  [
    `  - id: ${id}`,
    `    topic: ${quoteYaml(topic)}`,
    '    quotes:',
    ...quotes.map((quote) => `      - ${quoteYaml(quote)}`),
    '    questions: []',
    '',
  ].join('\n')

export const declinesFile = (
  schemas: string,
): string => `# yaml-language-server: $schema=${schemas}/declines.schema.json
# What people ask nearby and the notice doesn't answer. For example:
#   - id: kosten
#     gap: 'Was der Dienst kostet, sagt der Hinweis nicht.'
#     questions: ['Was kostet das?', 'Ist das kostenlos?']
declines: []
`
