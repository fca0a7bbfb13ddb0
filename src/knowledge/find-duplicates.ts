import type { Issue } from '../documents/issue.ts'
import { normalize } from '../language/normalize.ts'
import type { DeclineEntry, FaqEntry, Language } from './types.ts'

export interface LocatedEntry {
  readonly entry: FaqEntry | DeclineEntry
  /** Makes an issue at a place below the entry. */
  readonly locate: (path: readonly PropertyKey[], message: string) => Issue
}

/** Ids and questions that stand more than once, over all notices: two entries can't both own a question. */
export function findDuplicates(entries: readonly LocatedEntry[]): Issue[] {
  const ids = new Map<string, string>()
  const questions = new Map<string, string>()
  return entries.flatMap(({ entry, locate }) => [
    ...firstSeen(ids, entry.id, entry.id).map(() => locate(['id'], `id "${entry.id}" is used twice`)),
    ...(['de', 'en'] as const).flatMap((language) =>
      entry.questions[language].flatMap((question, i) =>
        firstSeen(questions, comparable(question), entry.id).map((owner) =>
          locate(
            ['questions', language satisfies Language, i],
            `question "${question}" stands in "${owner}" already`,
          ),
        ),
      ),
    ),
  ])
}

/** Questions that differ in case, umlaut spelling or punctuation are the same to the matcher. */
const comparable = (question: string) =>
  normalize(question)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Remembers `key`; returns its earlier owner, if there is one. */
function firstSeen(seen: Map<string, string>, key: string, owner: string): string[] {
  const earlier = seen.get(key)
  if (earlier !== undefined) return [earlier]
  seen.set(key, owner)
  return []
}
