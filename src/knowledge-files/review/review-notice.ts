import type { LocatedEntry } from '../../knowledge/located-entry.ts'
import type { Remark } from './remark.ts'

/** Fewer phrasings than this leave most other wordings unanswered. */
const fewPhrasings = 5
/** Of fewer, good ones differ so much that each alone leads nowhere. */
const enoughToTry = 10
/** So many entries are named in one remark. */
const mostNamed = 8

/** An entry, and what became of its phrasings when each was left out once. */
export interface TriedEntry {
  readonly entry: LocatedEntry
  readonly tried: number
  /** How many led to the entry nevertheless. */
  readonly found: number
  /** Ids of what they led to instead, the most frequent first. */
  readonly rivals: readonly string[]
}

/** Makes the remarks about the entries of a notice. A problem that many of them share is one remark, or nobody would read it. */
export function reviewNotice(entries: readonly TriedEntry[]): Remark[] {
  return [...thin(entries), ...weak(entries), ...entries.flatMap(notFoundAgain)]
}

function thin(entries: readonly TriedEntry[]): Remark[] {
  const few = entries.filter(({ entry }) => entry.phrasings.length < fewPhrasings)
  const [first] = few
  if (first === undefined) return []
  const named = few.map(({ entry }) => `"${entry.id}" (${entry.phrasings.length})`)
  return [
    {
      place: first.entry.place(),
      kind: 'thin',
      message: `fewer than ${fewPhrasings} questions: ${list(named)}`,
      advice: 'Write more that differ: a whole question, bare keywords, a worry, everyday words.',
    },
  ]
}

/** Small entries of which no question leads to another one. */
function weak(entries: readonly TriedEntry[]): Remark[] {
  const lost = entries.filter(
    ({ entry, tried, found }) =>
      entry.phrasings.length >= fewPhrasings && tried < enoughToTry && found * 4 < tried,
  )
  const [first] = lost
  if (first === undefined) return []
  const named = lost.map(({ entry, tried, found }) => `"${entry.id}" (${found} of ${tried})`)
  return [
    {
      place: first.entry.place(),
      kind: 'not-found-again',
      message: `left out one at a time, hardly a question leads to its entry: ${list(named)}`,
      advice:
        'That is usual for six that differ. Write more for those that people will ask for most; npm run teach shows what leads elsewhere.',
    },
  ]
}

function notFoundAgain({ entry, tried, found, rivals }: TriedEntry): Remark[] {
  if (tried < enoughToTry || found * 2 >= tried) return []
  return [
    {
      place: entry.place(),
      kind: 'not-found-again',
      message: `left out one at a time, only ${found} of the ${tried} questions of "${entry.id}" lead to it`,
      advice: `Add questions with the words that tell it from ${rivals.map((id) => `"${id}"`).join(' and ')}, or join the entries.`,
    },
  ]
}

function list(names: readonly string[]): string {
  const more = names.length - mostNamed
  return names.slice(0, mostNamed).join(', ') + (more > 0 ? ` and ${more} more` : '')
}
