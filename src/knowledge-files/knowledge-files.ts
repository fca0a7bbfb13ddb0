import { access, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { reasonOf, systemCode } from '../documents/reason-of.ts'
import type { Issue } from '../documents/issue.ts'
import { formatIssue } from '../documents/issue.ts'
import type { Source } from '../documents/parse-document.ts'
import { decodeText, notUtf8 } from '../documents/read-text.ts'
import { parseKnowledge } from '../knowledge/parse-knowledge.ts'
import type { FolderSources } from '../knowledge/parse-folder.ts'
import type { KnowledgeResult, KnowledgeSources } from '../knowledge/parse-knowledge.ts'
import type { KnowledgeBase } from '../knowledge/types.ts'

/** Knowledge, and where its entries stand. */
export type LocatedKnowledge = Omit<Extract<KnowledgeResult, { readonly ok: true }>, 'ok'>

/** The knowledge can't be used as it is; `issues` says where and why. */
export class KnowledgeError extends Error {
  override readonly name = 'KnowledgeError'
  readonly issues: readonly Issue[]
  /** The folder of the knowledge; undefined if something could not even be read. */
  readonly directory: string | undefined

  constructor(issues: readonly Issue[], directory?: string) {
    super(issues.map(formatIssue).join('\n'))
    this.issues = issues
    this.directory = directory
  }
}

/** Holds the declines that go for every notice. Each installation gets them, unless its knowledge folder has a folder of this name itself. */
const generalFolder = 'general'
/** In the container image a folder that is mounted over the shipped knowledge hides it; so there is a copy. */
const shippedGeneral = ['../../knowledge', '../../shipped'].map((folder) =>
  join(import.meta.dirname, folder, generalFolder),
)

/**
 * Loads a knowledge folder: one sub-folder per notice (`notice.md`, and optionally `faq.yaml`, `declines.yaml` and
 * `phrasings/*.tsv`), and beside them optionally `general/` and `lexicon.yaml`.
 *
 * @throws KnowledgeError with all problems found in the files
 */
export async function loadKnowledge(directory: string): Promise<KnowledgeBase> {
  return (await loadLocatedKnowledge(directory)).knowledge
}

/**
 * As `loadKnowledge`, with the places at which the entries stand in their files.
 *
 * @throws KnowledgeError with all problems found in the files
 */
export async function loadLocatedKnowledge(directory: string): Promise<LocatedKnowledge> {
  const result = parseKnowledge(await readSources(directory))
  if (!result.ok) throw new KnowledgeError(result.issues, directory)
  return result
}

/** As `loadKnowledge`, but without what has problems: not to answer from, but for those who mend it. */
export async function loadReadable(directory: string): Promise<KnowledgeBase> {
  const result = parseKnowledge(await readSources(directory))
  return result.ok ? result.knowledge : result.readable
}

/** @throws KnowledgeError if a file is missing or can't be read */
export async function readSources(directory: string): Promise<KnowledgeSources> {
  const folders = await listFolders(directory)
  const notices = folders.filter((id) => id !== generalFolder)
  if (notices.length === 0) {
    throw unusable(directory, 'no notice here; expected a folder per notice with a notice.md')
  }
  const general = await placeOfGeneral(directory)
  return {
    notices: await Promise.all(notices.map((id) => readNotice(id, join(directory, id)))),
    general: general === undefined ? undefined : await readGeneral(general),
    lexicon: await readOptional(join(directory, 'lexicon.yaml')),
  }
}

/** The folder's own, or else the shipped one. */
async function placeOfGeneral(directory: string): Promise<string | undefined> {
  for (const folder of [join(directory, generalFolder), ...shippedGeneral]) {
    if (await isThere(folder)) return folder
  }
  return undefined
}

const isThere = (place: string): Promise<boolean> =>
  access(place).then(
    () => true,
    () => false,
  )

async function listFolders(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(unlessMissing(directory))
  if (entries === undefined) throw unusable(directory, 'no such folder')
  return (
    entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      // The order of a directory is the file system's; training and lists must not depend on it.
      .sort()
  )
}

async function readNotice(id: string, folder: string): Promise<FolderSources> {
  const notice = await readRequired(join(folder, 'notice.md'))
  return { ...(await readBeside(id, folder)), notice }
}

async function readGeneral(folder: string): Promise<FolderSources> {
  const notice = await readOptional(join(folder, 'notice.md'))
  if (notice)
    throw unusable(notice.file, '"general" is what no notice answers; give the notice another folder')
  return { ...(await readBeside(generalFolder, folder)), faq: undefined }
}

async function readBeside(id: string, folder: string): Promise<FolderSources> {
  const [faq, declines, phrasings] = await Promise.all([
    readOptional(join(folder, 'faq.yaml')),
    readOptional(join(folder, 'declines.yaml')),
    readPhrasings(join(folder, 'phrasings')),
  ])
  return { id, notice: undefined, faq, declines, phrasings }
}

async function readPhrasings(folder: string): Promise<Source[]> {
  const names = (await readdir(folder).catch(unlessMissing(folder))) ?? []
  const files = names.filter((name) => name.endsWith('.tsv') && !name.startsWith('.')).sort()
  return Promise.all(files.map((name) => readRequired(join(folder, name))))
}

async function readRequired(file: string): Promise<Source> {
  const source = await readOptional(file)
  if (!source) throw unusable(file, 'no such file')
  return source
}

async function readOptional(file: string): Promise<Source | undefined> {
  const bytes = await readFile(file).catch(unlessMissing(file))
  return bytes && { file, text: toText(bytes, file) }
}

/** Nothing is there, or a person has to put it right; other faults of the system may pass. */
const unlessMissing = (file: string) => (error: unknown) => {
  const code = systemCode(error)
  if (code === 'ENOENT') return undefined
  if (code === 'EACCES' || code === 'EPERM' || code === 'EISDIR' || code === 'ENOTDIR')
    throw unusable(file, `cannot be read (${reasonOf(error)})`)
  throw error
}

function toText(bytes: Uint8Array, file: string): string {
  const text = decodeText(bytes)
  if (text === undefined) throw unusable(file, notUtf8)
  return text
}

const unusable = (file: string, message: string) =>
  new KnowledgeError([{ file, line: 1, column: 1, path: '', message }])
