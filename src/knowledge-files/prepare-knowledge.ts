import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Issue } from '../documents/issue.ts'
import type { KnowledgeSources } from '../knowledge/parse-knowledge.ts'
import type { KnowledgeBase } from '../knowledge/types.ts'
import type { MatchingIndex } from '../matching/matching-index.ts'
import { fingerprintOf, readKept, unpack } from './cache-file.ts'
import { KnowledgeError, readSources } from './knowledge-files.ts'

export interface KnowledgePlace {
  readonly directory: string
  /** True if the meaning of the phrasings is compared beside their words. */
  readonly encoder: boolean
  /** Where it is kept between starts, ready for use. */
  readonly keptFile: string
}

export interface PreparedKnowledge {
  readonly knowledge: KnowledgeBase
  readonly index: MatchingIndex
}

/** The message by which the process reports its result. */
export type PreparationMessage =
  /** The packed `PreparedKnowledge`. */
  | { readonly kind: 'prepared'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly issues: readonly Issue[] }

/**
 * Loads and indexes knowledge. What has changed is prepared in a process of its own: that takes seconds in which nobody else
 * would be answered, and much memory, which a thread would leave behind.
 *
 * @throws KnowledgeError with all problems found in the files
 */
export async function prepareKnowledge(
  place: KnowledgePlace,
  signal: AbortSignal,
): Promise<PreparedKnowledge> {
  signal.throwIfAborted()
  const kept = readKept(place.keptFile, preparationOf(await readSources(place.directory), place.encoder))
  return (kept ?? unpack(await prepareApart(place, signal))) as PreparedKnowledge
}

/** Fingerprint of what these files become with this program; where they lie makes no difference. */
export function preparationOf({ notices, general, lexicon }: KnowledgeSources, encoder: boolean): string {
  const texts = [...notices, ...(general ? [general] : [])].map(
    ({ id, notice, faq, declines, phrasings }) => [
      ...[id, notice?.text, faq?.text, declines?.text],
      ...phrasings.map(({ text }) => text),
    ],
  )
  return fingerprintOf(JSON.stringify([texts, lexicon?.text, encoder]), [
    'documents',
    'knowledge',
    'language',
    'matching',
  ])
}

async function prepareApart({ directory, encoder, keptFile }: KnowledgePlace, signal: AbortSignal) {
  const orders = [directory, keptFile, encoder ? 'encode' : 'words-only']
  const child = fork(new URL('prepare-knowledge-process.ts', import.meta.url), orders, {
    serialization: 'advanced',
    signal,
  })
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`the knowledge could not be prepared (exit code ${String(code)})`)
  })
  const [message] = (await Promise.race([once(child, 'message'), failed])) as [PreparationMessage]
  failed.catch(() => undefined)
  if (message.kind === 'refused') throw new KnowledgeError(message.issues, directory)
  return message.bytes
}
