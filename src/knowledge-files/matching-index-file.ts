import type { KnowledgeBase } from '../knowledge/types.ts'
import type { SentenceEncoder } from '../language/encoder/sentence-encoder.ts'
import { buildMatchingIndex } from '../matching/matching-index.ts'
import type { MatchingIndex } from '../matching/matching-index.ts'
import { fingerprintOf, keep, readKept } from './cache-file.ts'

/**
 * Building the index takes seconds, reading it a tenth of that, so it is kept in a file. A file that another version
 * of the knowledge or of the program left behind is ignored, and so is one that can't be read or written: then the
 * index is only built again.
 *
 * @param loadEncoder the encoder for the phrasings; without it the index knows nothing of their meaning
 */
export async function loadMatchingIndex(
  knowledge: KnowledgeBase,
  file: string,
  loadEncoder?: () => Promise<SentenceEncoder>,
): Promise<MatchingIndex> {
  const origin = JSON.stringify({ knowledge, encoded: loadEncoder !== undefined })
  const fingerprint = fingerprintOf(origin, ['language', 'matching', 'webassembly'])
  const kept = readKept(file, fingerprint)
  if (kept !== undefined) return kept as MatchingIndex
  const index = buildMatchingIndex(knowledge, await loadEncoder?.())
  await keep(file, fingerprint, index)
  return index
}
