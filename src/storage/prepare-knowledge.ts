import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Issue } from '../documents/issue.ts'
import type { KnowledgeBase } from '../knowledge/types.ts'
import type { MatchingIndex } from '../matching/matching-index.ts'
import { KnowledgeError } from './knowledge-files.ts'

export interface KnowledgePlace {
  readonly directory: string
  /** Where the index is kept between starts. */
  readonly indexFile: string
}

export interface PreparedKnowledge {
  readonly knowledge: KnowledgeBase
  readonly index: MatchingIndex
}

/** What the thread has to say. */
export type PreparationMessage =
  | ({ readonly kind: 'prepared' } & PreparedKnowledge)
  | { readonly kind: 'refused'; readonly issues: readonly Issue[] }

/**
 * Loads and indexes knowledge in a thread of its own, as that takes seconds in which nobody else would be answered.
 * Throws `KnowledgeError` as `loadKnowledge` does.
 */
export async function prepareKnowledge(
  place: KnowledgePlace,
  signal: AbortSignal,
): Promise<PreparedKnowledge> {
  const worker = new Worker(new URL('prepare-knowledge-thread.ts', import.meta.url), { workerData: place })
  try {
    // An error in the thread rejects this, too.
    const [message] = (await once(worker, 'message', { signal })) as [PreparationMessage]
    if (message.kind === 'refused') throw new KnowledgeError(message.issues)
    return message
  } finally {
    await worker.terminate()
  }
}
