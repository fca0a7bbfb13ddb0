import { join } from 'node:path'
import { createCore } from '../core/core.ts'
import type { JudgingCore } from '../core/core.ts'
import type { Persona } from '../replies/types.ts'
import type { KnowledgeBase } from '../knowledge/types.ts'
import { loadMatchingIndex } from '../knowledge-files/matching-index-file.ts'

const terminalPersona: Persona = { name: 'Hinweisbot', contact: undefined }
const cache = join(import.meta.dirname, '../../.cache')

/** The core for commands that work without a state directory; its index is kept in the checkout's `.cache`, for each set of notices. */
export async function loadCore(knowledge: KnowledgeBase, persona = terminalPersona): Promise<JudgingCore> {
  const notices = knowledge.notices.map(({ id }) => id).join('-')
  const index = await loadMatchingIndex(knowledge, join(cache, `matching-index-${notices}`))
  return createCore(knowledge, persona, { index })
}
