import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { formatIssue } from '../documents/issue.ts'
import type { KnowledgeBase } from '../knowledge/types.ts'
import { labelPassages } from '../knowledge/sentence-labels.ts'
import { reviewEntries } from '../knowledge-files/review/review-entries.ts'
import { reviewFiles } from '../knowledge-files/review/review-files.ts'
import { reviewPassages } from '../knowledge-files/review/review-passages.ts'
import type { Remark } from '../knowledge-files/review/remark.ts'
import { unquotedPassages } from '../knowledge/unquoted-passages.ts'
import { KnowledgeError, loadLocatedKnowledge, loadReadable } from '../knowledge-files/knowledge-files.ts'
import type { LocatedKnowledge } from '../knowledge-files/knowledge-files.ts'
import { knowledgeOption } from './knowledge-option.ts'

interface Options {
  readonly knowledge: string
  readonly json?: true
  readonly strict?: true
  readonly quiet?: true
  readonly passages?: true
}

const print = (text: string) => process.stdout.write(`${text}\n`)

export function addCheckKnowledge(program: Command): void {
  program
    .command('check-knowledge')
    .description('check that every quote stands in its notice, and review the rest of the knowledge')
    .addOption(knowledgeOption())
    .option('--json', 'print errors and warnings as one JSON object')
    .option('--strict', 'exit code 1 if there are warnings')
    .option('--quiet', 'leave out the warnings')
    .option('--passages', 'list what can be quoted, with labels, and the entries that quote it')
    .action(check)
}

async function check({ knowledge: directory, json, strict, quiet, passages }: Options): Promise<void> {
  // Quotes that fail are mended by what the passages are.
  if (passages) print(listPassages(await loadReadable(directory)))
  const loaded = await load(directory, json ?? false)
  if (loaded === undefined) return
  const { knowledge, located } = loaded
  const remarks = quiet ? [] : [...(await remarksOnNotices(directory, knowledge)), ...reviewEntries(located)]
  const unquoted = unquotedPassages(knowledge)
  if (json)
    print(
      JSON.stringify({ ok: true, summary: countsOf(knowledge), warnings: remarks.map(toRecord), unquoted }),
    )
  else print([summarize(knowledge), ...remarks.map(formatRemark), ...describeEnd(remarks)].join('\n'))
  if (strict && remarks.length > 0) process.exitCode = 1
}

/** For programs, mistakes are part of the answer; for people, they are told as by every other command. */
async function load(directory: string, json: boolean): Promise<LocatedKnowledge | undefined> {
  try {
    return await loadLocatedKnowledge(directory)
  } catch (error) {
    if (!json || !(error instanceof KnowledgeError)) throw error
    print(JSON.stringify({ ok: false, errors: error.issues }))
    process.exitCode = 1
    return undefined
  }
}

async function remarksOnNotices(directory: string, { notices }: KnowledgeBase): Promise<Remark[]> {
  const remarks = notices.map(async (notice) => {
    const folder = join(directory, notice.id)
    const file = join(folder, 'notice.md')
    return [...(await reviewFiles(folder)), ...reviewPassages(notice, file, await readFile(file, 'utf8'))]
  })
  return (await Promise.all(remarks)).flat()
}

function listPassages({ notices, entries }: KnowledgeBase): string {
  return notices
    .flatMap((notice) => [
      `${notice.title} (${notice.id})`,
      ...labelPassages(notice).map(({ label, passage }) => {
        const quoting = entries.filter(({ quotes }) =>
          quotes.some((quote) => quote.passages.includes(passage.id)),
        )
        const ids = quoting.map(({ id }) => id.slice(notice.id.length + 1)).join(', ')
        return `  ${label.padEnd(5)} ${passage.text}${ids === '' ? '' : `  [${ids}]`}`
      }),
    ])
    .join('\n')
}

function countsOf({ notices, entries, declines }: KnowledgeBase) {
  const questions = [...entries, ...declines].reduce(
    (sum, { questions: { de, en } }) => sum + de.length + en.length,
    0,
  )
  return { notices: notices.length, entries: entries.length, declines: declines.length, questions }
}

function summarize(knowledge: KnowledgeBase): string {
  const { notices, entries, declines, questions } = countsOf(knowledge)
  const unquoted = unquotedPassages(knowledge)
  return [
    `${notices} notice(s), ${entries} entries, ${declines} decline entries, ${questions} example questions: all quotes verbatim.`,
    unquoted.length === 0 ? 'Every sentence is quoted by an entry.' : 'Sentences that no entry quotes:',
    ...unquoted.map(({ id, text }) => `  ${id}  ${text}`),
  ].join('\n')
}

const formatRemark = ({ place, message, advice }: Remark) =>
  `warning: ${formatIssue({ ...place, path: '', message })}\n         ${advice}`

const toRecord = ({ place, kind, message, advice }: Remark) => ({ ...place, kind, message, advice })

const describeEnd = (remarks: readonly Remark[]) =>
  remarks.length === 0 ? [] : [`${remarks.length} warning(s); the bot runs with them.`]
