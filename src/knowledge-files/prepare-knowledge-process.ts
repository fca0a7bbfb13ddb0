import { parseKnowledge } from '../knowledge/parse-knowledge.ts'
import { buildMatchingIndex } from '../matching/matching-index.ts'
import { keep, pack } from './cache-file.ts'
import { KnowledgeError, readSources } from './knowledge-files.ts'
import { preparationOf } from './prepare-knowledge.ts'
import type { PreparationMessage, PreparedKnowledge } from './prepare-knowledge.ts'

// The process that prepare-knowledge.ts starts, with the directory of the knowledge and the file to keep it in.
const [directory = '', keptFile = ''] = process.argv.slice(2)
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
    const prepared: PreparedKnowledge = { knowledge, index: buildMatchingIndex(knowledge) }
    await keep(keptFile, preparationOf(sources), prepared)
    return { kind: 'prepared', bytes: pack(prepared) }
  } catch (error) {
    if (error instanceof KnowledgeError) return { kind: 'refused', issues: error.issues }
    throw error
  }
}
