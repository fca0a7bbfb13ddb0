import { createHash } from 'node:crypto'
import { globSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { KnowledgeBase } from '../knowledge/types.ts'
import { buildMatchingIndex } from '../matching/matching-index.ts'
import type { MatchingIndex } from '../matching/matching-index.ts'

interface Kept {
  readonly fingerprint: string
  readonly index: MatchingIndex
}

/**
 * Building the index takes seconds, reading it a tenth of that, so it is kept in a file. A file that another version
 * of the knowledge or of the program left behind is ignored, and so is one that can't be read or written: then the
 * index is only built again.
 */
export async function loadMatchingIndex(knowledge: KnowledgeBase, file: string): Promise<MatchingIndex> {
  const fingerprint = fingerprintOf(knowledge)
  const kept = read(file)
  if (kept?.fingerprint === fingerprint) return kept.index
  const index = buildMatchingIndex(knowledge)
  await write(file, { fingerprint, index })
  return index
}

/** Changes with the knowledge, with the code that builds the index, and with the runtime that stores it. */
function fingerprintOf(knowledge: KnowledgeBase): string {
  const source = join(import.meta.dirname, '..')
  const hash = createHash('sha256').update(process.version).update(JSON.stringify(knowledge))
  for (const file of globSync('{text,matching}/*.ts', { cwd: source }).sort()) {
    hash.update(readFileSync(join(source, file)))
  }
  return hash.digest('hex')
}

function read(file: string): Kept | undefined {
  try {
    // What this program wrote itself; a file that was tampered with could at worst spoil answers, not run code.
    return deserialize(readFileSync(file)) as Kept
  } catch {
    return undefined
  }
}

async function write(file: string, kept: Kept): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    const unfinished = `${file}.${process.pid}`
    writeFileSync(unfinished, serialize(kept), { mode: 0o600 })
    renameSync(unfinished, file)
  } catch {
    // A read-only file system is no reason not to answer.
  }
}
