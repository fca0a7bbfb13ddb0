import { comparable } from '../../knowledge/find-duplicates.ts'
import type { KnowledgeBase } from '../../knowledge/types.ts'
import { toTargets } from '../../matching/targets.ts'
import { createNearnessIndex } from '../../knowledge-files/review/nearness.ts'
import { isFaqEntry } from './nearest-entries.ts'
import type { AnyEntry } from './nearest-entries.ts'

/** A question that somebody collected, and the entry that they meant, if they said so. */
export interface Collected {
  readonly text: string
  /** Id in its notice. */
  readonly entry: string | undefined
}

export const rejections = [
  'double',
  'nearly-the-same',
  'nearer-to-another',
  'off-topic',
  'unknown-entry',
] as const
export type Rejection = (typeof rejections)[number]

export interface Sifted {
  /** Worth a look, by the entry's full id. */
  readonly kept: ReadonlyMap<string, readonly string[]>
  /** Phrasings that are nearer to another entry, each with that entry's id. */
  readonly rejected: Readonly<Record<Rejection, readonly string[]>>
}

const nearlySame = 0.85
const nearerBy = 0.12
/** An entry that a question resembles less is no rival: with few questions an entry, all are far. */
const rival = 0.45
/** Below this, a question shares nothing with what the notice is about. */
const offTopic = 0.08

/** Reads a collection: a question a line, below lines "## entry" or with the entry and a tab before it; or questions alone. Lines that quote (“> ”) are passed over. */
export function parseCollection(text: string): Collected[] {
  let heading: string | undefined
  return text.split(/\r?\n/u).flatMap((line) => {
    const title = /^#+\s*(\S+)\s*$/u.exec(line)?.[1]
    if (title !== undefined) heading = title
    if (title !== undefined || line.trim() === '' || /^[#>]/u.test(line)) return []
    const [first = '', second] = line.split('\t')
    const question = (second ?? first)
      .replace(/^\s*(?:[-*•]|\d{1,3}[.)])\s+/u, '')
      .replace(/^["„“]|["“”]$/gu, '')
      .trim()
    return question === '' ? [] : [{ text: question, entry: second === undefined ? heading : first.trim() }]
  })
}

/** Leaves out what would teach nothing or the wrong thing. Where no entry is named, the nearest one gets the question. */
export function siftPhrasings(
  collected: readonly Collected[],
  knowledge: KnowledgeBase,
  notice: string,
): Sifted {
  const all: AnyEntry[] = toTargets(knowledge, notice).map(({ entry }) => entry)
  const phrasings = all.flatMap((entry) =>
    [...entry.questions.de, ...entry.questions.en].map((text) => ({ text, id: entry.id })),
  )
  const index = createNearnessIndex(phrasings.map(({ text }) => text))
  const seen = new Set(phrasings.map(({ text }) => comparable(text)))
  const kept = new Map<string, string[]>()
  const rejected: Record<Rejection, string[]> = {
    double: [],
    'nearly-the-same': [],
    'nearer-to-another': [],
    'off-topic': [],
    'unknown-entry': [],
  }
  for (const { text, entry } of collected) {
    const near = index
      .nearest(text, 40)
      .map(({ index: at, similarity }) => ({ ...phrasings[at], similarity }))
    const wanted = entry === undefined ? near[0]?.id : `${notice}/${entry}`
    const reason = seen.has(comparable(text)) ? 'double' : rejectionOf(wanted, near, all, entry === undefined)
    const nearest = near[0]?.id
    const shown = reason === 'nearer-to-another' && nearest !== undefined ? `${text} (${nearest})` : text
    if (wanted === undefined || reason !== undefined) rejected[reason ?? 'off-topic'].push(shown)
    else kept.set(wanted, [...(kept.get(wanted) ?? []), text])
    seen.add(comparable(text))
  }
  return { kept, rejected }
}

interface Rival {
  readonly id?: string
  readonly similarity: number
}

function rejectionOf(
  wanted: string | undefined,
  near: readonly Rival[],
  all: readonly AnyEntry[],
  isGuess: boolean,
): Rejection | undefined {
  if (wanted === undefined) return 'off-topic'
  const target = all.find(({ id }) => id === wanted)
  if (target === undefined) return 'unknown-entry'
  const own = near.find(({ id }) => id === wanted)?.similarity ?? 0
  const other = near.find(({ id }) => id !== wanted)?.similarity ?? 0
  if (own >= nearlySame) return 'nearly-the-same'
  // An entry without questions can't be near; what was collected for it is what it needs.
  if (target.questions.de.length + target.questions.en.length === 0) return undefined
  if (Math.max(own, other) < offTopic || (isGuess && own < 2 * offTopic)) return 'off-topic'
  // A near miss resembles the answer's questions on purpose.
  const isRival = isFaqEntry(target) && other >= rival && other > own + nearerBy
  return isRival ? 'nearer-to-another' : undefined
}
