import { join } from 'node:path'
import { createCore } from '../core.ts'
import type { Core } from '../core.ts'
import type { Persona } from '../dialogue/types.ts'
import type { KnowledgeBase } from '../knowledge/types.ts'
import { loadMatchingIndex } from '../storage/matching-index-file.ts'

const terminalPersona: Persona = { name: 'Hinweisbot', contact: undefined }
const keptIndex = join(import.meta.dirname, '../../.cache/matching-index')

/** The core for commands that work without a state directory; its index is kept in the checkout's `.cache`. */
export async function loadCore(knowledge: KnowledgeBase, persona = terminalPersona): Promise<Core> {
  return createCore(knowledge, persona, await loadMatchingIndex(knowledge, keptIndex))
}
