import type { Issue } from '../documents/issue.ts'
import type { Position } from '../documents/parse-document.ts'
import { normalize } from '../language/normalize.ts'
import type { LocatedEntry } from './located-entry.ts'

/** Ids and questions that stand more than once in one notice: two entries of it can't both own a question. */
export function findDuplicates(entries: readonly LocatedEntry[]): Issue[] {
  const ids = new Map<string, string>()
  const questions = new Map<string, string>()
  return entries.flatMap(({ id, place, phrasings }) => [
    ...firstSeen(ids, id, id).map(() => toIssue(place(), `id "${id}" is used twice`)),
    ...phrasings.flatMap((phrasing) =>
      firstSeen(questions, comparable(phrasing.text), id).map((owner) =>
        toIssue(phrasing.place(), `question "${phrasing.text}" stands in "${owner}" already`),
      ),
    ),
  ])
}

const toIssue = (place: Position & { readonly file: string }, message: string): Issue => ({
  ...place,
  path: '',
  message,
})

/** Questions that differ in case, umlaut spelling or punctuation are the same to the matcher. */
export const comparable = (question: string): string =>
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
