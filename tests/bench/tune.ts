import { computeFigures } from '../../src/workshop/evaluate/figures.ts'
import { scoreMessage } from '../../src/workshop/evaluate/score.ts'
import type { LabelledSentence } from '../../src/knowledge/sentence-labels.ts'
import { noMinScores, selectOutcome } from './select.ts'
import type { MinScores, Searched } from './select.ts'

export interface Answerable {
  readonly sentences: readonly LabelledSentence[]
  /** Quoted text by entry; other entries are declines. */
  readonly quotes: ReadonlyMap<string, string>
}

/** How many values of a threshold are tried, as quantiles of the best scores. */
const steps = 100

export interface Tuned {
  readonly minScores: MinScores
  /** Of needs answered, messages declined and ignored, 0..1. */
  readonly accuracy: number
}

/** Finds the thresholds with the best accuracy; rooms have one of their own, as silence is right there far more often. */
export function tuneMinScores(searched: readonly Searched[], answerable: Answerable): Tuned {
  const rooms = searched.filter(({ message }) => message.context === 'room')
  const others = searched.filter(({ message }) => message.context !== 'room')
  const ambient = tuneOne(rooms, (ambient) => ({ ...noMinScores, ambient }), answerable)
  const direct = tuneOne(others, (direct) => ({ ...noMinScores, direct }), answerable)
  const minScores = { direct, ambient }
  return { minScores, accuracy: accuracyOf(searched, minScores, answerable).share }
}

function tuneOne(
  searched: readonly Searched[],
  toMinScores: (minScore: number) => MinScores,
  answerable: Answerable,
): number {
  let best = { minScore: -Infinity, part: -1 }
  for (const minScore of candidates(searched)) {
    const { part } = accuracyOf(searched, toMinScores(minScore), answerable)
    if (part > best.part) best = { minScore, part }
  }
  return best.minScore
}

function candidates(searched: readonly Searched[]): number[] {
  const scores = searched
    .flatMap(({ hits }) => hits.flatMap(([best]) => (best ? [best.score] : [])))
    .sort((a, b) => a - b)
  const quantiles = Array.from(
    { length: steps + 1 },
    (_, i) => scores[Math.floor((i / steps) * (scores.length - 1))],
  )
  return [...new Set([-Infinity, ...quantiles.filter((score) => score !== undefined), Infinity])]
}

function accuracyOf(searched: readonly Searched[], minScores: MinScores, { quotes, sentences }: Answerable) {
  const scored = searched.map((one) =>
    scoreMessage(one.message, selectOutcome(one, minScores, quotes), sentences),
  )
  const { part, whole } = computeFigures(scored).accuracy
  return { part, share: whole === 0 ? 0 : part / whole }
}
