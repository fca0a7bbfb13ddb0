import type { Judgement } from './judgement.ts'
import type { KnownEntry } from './known-entry.ts'
import type { ScoredMessage, ScoredNeed } from './score.ts'

/** How often `given` came where `expected` was due: ids of entries, or one of `outcomes`. */
export interface Confusion {
  readonly expected: string
  readonly given: string
  readonly count: number
}

/** Rows and columns of the confusion map beside the entries. */
export const outcomes = {
  declined: '(declined)',
  ignored: '(ignored)',
  suggested: '(suggested)',
  /** Another need of the message was answered, this one was not. */
  leftOut: '(left out)',
} as const

const actionOutcomes: Readonly<Record<Judgement['action'], string>> = {
  answer: outcomes.leftOut,
  suggest: outcomes.suggested,
  decline: outcomes.declined,
  ignore: outcomes.ignored,
}

type Pair = readonly [expected: string, given: string]

export function countConfusions(
  scored: readonly ScoredMessage[],
  entries: readonly KnownEntry[],
): Confusion[] {
  const counts = new Map<string, Confusion>()
  for (const [expected, given] of scored.flatMap((one) => toPairs(one, entries))) {
    const key = `${expected}\n${given}`
    counts.set(key, { expected, given, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return [...counts.values()]
}

function toPairs(scored: ScoredMessage, entries: readonly KnownEntry[]): Pair[] {
  const { message, judgement, needs } = scored
  if (message.expect === 'answer') return needs.flatMap((need) => pairsOfNeed(need, scored, entries))
  const expected = message.expect === 'decline' ? outcomes.declined : outcomes.ignored
  if (judgement.action !== 'answer') return [[expected, actionOutcomes[judgement.action]]]
  return judgement.answers.map(({ entry }) => [expected, entry])
}

function pairsOfNeed(
  need: ScoredNeed,
  { judgement, quotes }: ScoredMessage,
  entries: readonly KnownEntry[],
): Pair[] {
  const accepts = (sentences: readonly string[]) => sentences.some((label) => need.accepted.includes(label))
  const hit = quotes.find(({ sentences }) => accepts(sentences))
  if (hit) return [[hit.entry, hit.entry]]
  const expected = findExpected(need, entries)
  const wrong = quotes.filter(({ result }) => result !== 'right')
  if (wrong.length === 0) return [[expected, actionOutcomes[judgement.action]]]
  return wrong.map(({ entry }) => [expected, entry])
}

/** The entry that should have come: the first that quotes the first accepted sentence. */
function findExpected({ accepted: [first = ''] }: ScoredNeed, entries: readonly KnownEntry[]): string {
  return entries.find(({ sentences }) => sentences.includes(first))?.id ?? first
}
