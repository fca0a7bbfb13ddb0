import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Issue } from '../documents/issue.ts'
import { formatIssue } from '../documents/issue.ts'
import type { Source } from '../documents/parse-document.ts'
import { parseKnowledge } from '../knowledge/parse-knowledge.ts'
import type { KnowledgeSources, NoticeSources } from '../knowledge/parse-knowledge.ts'
import type { KnowledgeBase } from '../knowledge/types.ts'

/** The knowledge can't be used as it is; `issues` says where and why. */
export class KnowledgeError extends Error {
  override readonly name = 'KnowledgeError'
  readonly issues: readonly Issue[]

  constructor(issues: readonly Issue[]) {
    super(issues.map(formatIssue).join('\n'))
    this.issues = issues
  }
}

/**
 * Loads a knowledge folder: one sub-folder per notice (`notice.md`, `faq.yaml`, optional `declines.yaml`) and an
 * optional `lexicon.yaml` beside them.
 *
 * @throws KnowledgeError with all problems found in the files
 */
export async function loadKnowledge(directory: string): Promise<KnowledgeBase> {
  const result = parseKnowledge(await readSources(directory))
  if (!result.ok) throw new KnowledgeError(result.issues)
  return result.knowledge
}

/** @throws KnowledgeError if a file is missing */
export async function readSources(directory: string): Promise<KnowledgeSources> {
  const folders = await listFolders(directory)
  if (folders.length === 0) {
    throw missing(directory, 'no notice here; expected a folder per notice with notice.md and faq.yaml')
  }
  return {
    notices: await Promise.all(folders.map((id) => readNotice(id, join(directory, id)))),
    lexicon: await readOptional(join(directory, 'lexicon.yaml')),
  }
}

async function listFolders(directory: string): Promise<string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true })
    return (
      entries
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
        .map(({ name }) => name)
        // The order of a directory is the file system's; training and lists must not depend on it.
        .sort()
    )
  } catch {
    throw missing(directory, 'no such folder')
  }
}

async function readNotice(id: string, folder: string): Promise<NoticeSources> {
  const [notice, faq, declines] = await Promise.all([
    readRequired(join(folder, 'notice.md')),
    readRequired(join(folder, 'faq.yaml')),
    readOptional(join(folder, 'declines.yaml')),
  ])
  return { id, notice, faq, declines }
}

async function readRequired(file: string): Promise<Source> {
  const source = await readOptional(file)
  if (!source) throw missing(file, 'no such file')
  return source
}

async function readOptional(file: string): Promise<Source | undefined> {
  try {
    const text = await readFile(file, 'utf8')
    return { file, text: text.replace(/^\ufeff/, '') }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

const missing = (file: string, message: string) =>
  new KnowledgeError([{ file, line: 1, column: 1, path: '', message }])
