import { access, appendFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { quoteYaml } from '../../documents/quote-yaml.ts'
import { formatPhrasing } from '../../knowledge/phrasings.ts'
import type { PhrasingLine } from '../../knowledge/phrasings.ts'
import { loadKnowledge } from '../../knowledge-files/knowledge-files.ts'
import { CommandError } from '../../cli/command-error.ts'
import { unwritable } from '../text-files.ts'

/** An entry's full id, taken apart: folder and id in its file. */
function partsOf(id: string): { readonly folder: string; readonly name: string } {
  const [folder = '', name = ''] = id.split('/')
  return { folder, name }
}

/**
 * Adds example questions to an entry or decline entry. A line is written at once or not at all, so that an interruption loses
 * nothing but the question in hand.
 *
 * @param file name of the file in the folder's `phrasings/`
 */
export async function addPhrasings(
  directory: string,
  entryId: string,
  phrasings: readonly Omit<PhrasingLine, 'place' | 'entry'>[],
  file: string,
): Promise<void> {
  const { folder, name } = partsOf(entryId)
  const place = path.join(directory, folder)
  if (!(await isThere(place)))
    throw new CommandError(
      `"${entryId}" is shipped with the program. To change it, copy its folder knowledge/${folder} to ${place} first.`,
    )
  const lines = phrasings.map((phrasing) => `${formatPhrasing({ ...phrasing, entry: name })}\n`)
  const target = path.join(place, 'phrasings', file)
  await mkdir(path.dirname(target), { recursive: true }).catch(unwritable(target))
  await appendFile(target, lines.join('')).catch(unwritable(target))
}

export interface NewEntry {
  readonly id: string
  readonly topic: string
  readonly quotes: readonly string[]
  readonly questions: readonly string[]
}

export interface NewDecline {
  readonly id: string
  readonly gap: string
  readonly questions: readonly string[]
}

/** Adds an entry to a notice's `faq.yaml`. @throws KnowledgeError, after which nothing has changed */
export function addEntry(directory: string, notice: string, entry: NewEntry): Promise<void> {
  const { id, topic, quotes, questions } = entry
  const block = [
    `  - id: ${id}`,
    `    topic: ${quoteYaml(topic)}`,
    '    quotes:',
    ...quotes.map((quote) => `      - ${quoteYaml(quote)}`),
    ...toQuestions(questions),
  ]
  return appendTo(directory, path.join(directory, notice, 'faq.yaml'), 'entries', block)
}

/** Adds a decline entry to a notice's `declines.yaml`. @throws KnowledgeError, after which nothing has changed */
export function addDecline(
  directory: string,
  notice: string,
  { id, gap, questions }: NewDecline,
): Promise<void> {
  const block = [`  - id: ${id}`, `    gap: ${quoteYaml(gap)}`, ...toQuestions(questions)]
  return appendTo(directory, path.join(directory, notice, 'declines.yaml'), 'declines', block)
}

const toQuestions = (questions: readonly string[]) => [
  '    questions:',
  ...questions.map((question) => `      - ${quoteYaml(question)}`),
]

async function appendTo(
  directory: string,
  file: string,
  key: string,
  block: readonly string[],
): Promise<void> {
  const before = await readFile(file, 'utf8').catch(() => undefined)
  const text = (before ?? `${key}: []\n`).replace(
    new RegExp(`^${key}:[ \\t]*\\[[ \\t]*\\][ \\t]*$`, 'mu'),
    `${key}:`,
  )
  await replaceFile(file, `${text.trimEnd()}\n${block.join('\n')}\n`)
  try {
    await loadKnowledge(directory)
  } catch (error) {
    await (before === undefined ? rm(file) : replaceFile(file, before))
    throw error
  }
}

/** Readers see the old file or the new one, never a part of it. */
async function replaceFile(file: string, text: string): Promise<void> {
  const unfinished = `${file}.unfinished`
  await writeFile(unfinished, text).catch(unwritable(unfinished))
  await rename(unfinished, file).catch(unwritable(file))
}

const isThere = (place: string) =>
  access(place).then(
    () => true,
    () => false,
  )
