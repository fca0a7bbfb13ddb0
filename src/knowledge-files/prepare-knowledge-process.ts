import { parseKnowledge } from '../knowledge/parse-knowledge.ts'
import { buildMatchingIndex } from '../matching/matching-index.ts'
import { keep, pack } from './cache-file.ts'
import { KnowledgeError, readSources } from './knowledge-files.ts'
import { preparationOf } from './prepare-knowledge.ts'
import { loadIndexingEncoder } from './sentence-encoder-file.ts'
import type { PreparationMessage, PreparedKnowledge } from './prepare-knowledge.ts'

// The process that prepare-knowledge.ts starts, with the directory of the knowledge, the file to keep it in, and whether to encode.
const [directory = '', keptFile = '', encoding] = process.argv.slice(2)
const encodes = encoding === 'encode'
process.once('disconnect', () => {
  process.exit()
})
process.send?.(await prepare(), () => process.disconnect?.())

async function prepare(): Promise<PreparationMessage> {
  try {
    const sources = await readSources(directory)
    const parsed = parseKnowledge(sources)
    if (!parsed.ok) return { kind: 'refused', issues: parsed.issues }
    const { knowledge } = parsed
    const encoder = encodes ? await loadIndexingEncoder(directory) : undefined
    const prepared: PreparedKnowledge = { knowledge, index: buildMatchingIndex(knowledge, encoder) }
    await keep(keptFile, preparationOf(sources, encodes), prepared)
    return { kind: 'prepared', bytes: pack(prepared) }
  } catch (error) {
    if (error instanceof KnowledgeError) return { kind: 'refused', issues: error.issues }
    throw error
  }
}
