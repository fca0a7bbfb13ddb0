import type { KnownEntry } from './known-entry.ts'
import type { ScoredMessage } from './score.ts'

/** With only the surest queries answered, down to `minScore`: which share that is, and how many of them wrongly. */
export interface RiskPoint {
  readonly minScore: number
  /** 0..1 */
  readonly coverage: number
  /** 0..1 */
  readonly risk: number
}

interface Candidate {
  readonly score: number
  readonly right: boolean
}

/**
 * The risk-coverage curve of selective answering (El-Yaniv and Wiener, 2010) over the queries whose best competitor is an
 * FAQ entry, whatever was decided about them.
 */
export function riskCoverage(scored: readonly ScoredMessage[], entries: readonly KnownEntry[]): RiskPoint[] {
  const sentences = new Map(entries.map((entry) => [entry.id, entry.sentences]))
  const candidates = scored.flatMap((one) => toCandidates(one, sentences)).sort((a, b) => b.score - a.score)
  let wrong = 0
  return candidates.flatMap(({ score, right }, i) => {
    if (!right) wrong++
    const tied = candidates[i + 1]?.score === score
    return tied ? [] : [{ minScore: score, coverage: (i + 1) / candidates.length, risk: wrong / (i + 1) }]
  })
}

function toCandidates(
  { message, judgement }: ScoredMessage,
  sentences: ReadonlyMap<string, readonly string[]>,
): Candidate[] {
  const accepted = new Set(message.gold.flat())
  return judgement.evidence.flatMap(({ competitors: [best] }) => {
    const quoted = best && sentences.get(best.entry)
    return quoted ? [{ score: best.score, right: quoted.some((label) => accepted.has(label)) }] : []
  })
}
