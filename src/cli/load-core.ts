import { join } from 'node:path'
import { createCore } from '../core/core.ts'
import type { JudgingCore } from '../core/core.ts'
import type { Persona } from '../replies/types.ts'
import type { KnowledgeBase } from '../knowledge/types.ts'
import { loadMatchingIndex } from '../knowledge-files/matching-index-file.ts'
import { loadEncoder, loadIndexingEncoder } from '../knowledge-files/sentence-encoder-file.ts'

const terminalPersona: Persona = { name: 'Hinweisbot', contact: undefined }
const cache = join(import.meta.dirname, '../../.cache')

export interface LoadOptions {
  readonly persona?: Persona
  /** Where the knowledge is from, to find what is kept beside it. */
  readonly directory?: string
  /** False to judge by words alone. */
  readonly encoder?: boolean
}

/** The core for commands that work without a state directory; its index is kept in the checkout's `.cache`, for each set of notices. */
export async function loadCore(
  knowledge: KnowledgeBase,
  { persona = terminalPersona, directory, encoder = true }: LoadOptions = {},
): Promise<JudgingCore> {
  const notices = knowledge.notices.map(({ id }) => id).join('-')
  const file = join(cache, `matching-index-${notices}${encoder ? '' : '-words'}`)
  if (!encoder) return createCore(knowledge, persona, { index: await loadMatchingIndex(knowledge, file) })
  const index = await loadMatchingIndex(knowledge, file, () => loadIndexingEncoder(directory))
  return createCore(knowledge, persona, { index, encoder: await loadEncoder() })
}
