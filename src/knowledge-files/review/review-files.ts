import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Remark } from './remark.ts'

/** What is read of a notice's folder; hidden files are those of editors. */
const known = /^(?:notice\.md|faq\.yaml|declines\.yaml|phrasings|\..+)$/u
const knownPhrasings = /^(?:.+\.tsv|\..+)$/u

/** Files in a notice's folder that the bot passes over, mostly for their name, and what is missing there. */
export async function reviewFiles(folder: string): Promise<Remark[]> {
  const names = (await readdir(folder)).sort()
  const phrasings = (await readdir(join(folder, 'phrasings')).catch(() => [])).sort()
  return [
    ...names
      .filter((name) => !known.test(name))
      .map((name) => unread(join(folder, name), 'notice.md, faq.yaml, declines.yaml and phrasings/')),
    ...phrasings
      .filter((name) => !knownPhrasings.test(name))
      .map((name) => unread(join(folder, 'phrasings', name), 'files that end in .tsv')),
    ...(names.includes('faq.yaml') ? [] : [withoutFaq(folder)]),
  ]
}

const unread = (file: string, read: string): Remark => ({
  place: { file, line: 1, column: 1 },
  kind: 'not-read',
  message: 'nothing reads this file',
  advice: `Only ${read} are read there: rename it, or put it elsewhere.`,
})

const withoutFaq = (folder: string): Remark => ({
  place: { file: join(folder, 'faq.yaml'), line: 1, column: 1 },
  kind: 'no-faq',
  message: 'no such file, so that no sentence of the notice is a certain answer',
  advice: 'Write it as docs/knowledge.md says; until then the nearest sentences are offered as “perhaps”.',
})
