import { parentPort, workerData } from 'node:worker_threads'
import { KnowledgeError, loadKnowledge } from './knowledge-files.ts'
import { loadMatchingIndex } from './matching-index-file.ts'
import type { KnowledgePlace, PreparationMessage } from './prepare-knowledge.ts'

// The thread that prepare-knowledge.ts starts.
parentPort?.postMessage(await prepare(workerData as KnowledgePlace))

async function prepare({ directory, indexFile }: KnowledgePlace): Promise<PreparationMessage> {
  try {
    const knowledge = await loadKnowledge(directory)
    return { kind: 'prepared', knowledge, index: await loadMatchingIndex(knowledge, indexFile) }
  } catch (error) {
    if (error instanceof KnowledgeError) return { kind: 'refused', issues: error.issues }
    throw error
  }
}
