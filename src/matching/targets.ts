import type { FaqEntry, KnowledgeBase } from '../knowledge/types.ts'
import type { Target } from './match.ts'

/**
 * The targets that a query to a notice may be about: its entries first, then its decline entries. Those of no notice join them where the
 * notice has more phrasings than they have; beside fewer they would outweigh what the notice answers.
 */
export function toTargets({ entries, declines }: KnowledgeBase, notice: string): Target[] {
  const answering = entries.filter((entry) => entry.notice === notice)
  const declining = declines.filter((entry) => entry.notice === notice)
  const general = declines.filter((entry) => entry.notice === undefined)
  const joins = countPhrasings([...answering, ...declining]) > countPhrasings(general)
  return [
    ...answering.map((entry) => ({ kind: 'entry', entry }) as const),
    ...[...declining, ...(joins ? general : [])].map((entry) => ({ kind: 'decline', entry }) as const),
  ]
}

const countPhrasings = (entries: readonly Pick<FaqEntry, 'questions'>[]) =>
  entries.reduce((sum, { questions }) => sum + questions.de.length + questions.en.length, 0)

/** An example question. */
export interface Phrasing {
  readonly text: string
  /** Position of the target that it asks for. */
  readonly target: number
}

export function toPhrasings(targets: readonly Target[]): Phrasing[] {
  return targets.flatMap(({ entry }, target) =>
    [...entry.questions.de, ...entry.questions.en].map((text) => ({ text, target })),
  )
}

/** All that an entry quotes; empty for a decline entry. */
export const quotedText = (target: Target): string =>
  target.kind === 'entry' ? target.entry.quotes.map(({ text }) => text).join(' ') : ''

/** How much has been written for a notice: the phrasings that an entry has on average, those of declines left out; at least 1. */
export function writtenFor(targets: readonly Target[]): number {
  const entries = targets.flatMap((target) => (target.kind === 'entry' ? [target.entry] : []))
  return Math.max(1, countPhrasings(entries) / Math.max(1, entries.length))
}
