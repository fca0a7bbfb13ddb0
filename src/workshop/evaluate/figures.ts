import { longestQuote } from './score.ts'
import type { ScoredMessage } from './score.ts'

/** `part` of `whole`. */
export interface Share {
  readonly part: number
  readonly whole: number
}

/** The figures by name, as tables, gates and options call them. */
export const figureNames = [
  'hit',
  'assisted',
  'misled',
  'precision',
  'declined',
  'quoted',
  'silent',
  'verbatim',
  'accuracy',
] as const
export type FigureName = (typeof figureNames)[number]

export const figureTitles: Readonly<Record<FigureName, string>> = {
  hit: 'needs answered',
  assisted: 'or nearest',
  misled: 'misled',
  precision: 'precision',
  declined: 'declined',
  quoted: 'quoted',
  silent: 'ignored',
  verbatim: 'verbatim, short',
  accuracy: 'accuracy',
}

/** Of these the least is best. */
export const isMistake = (name: FigureName): boolean => name === 'misled' || name === 'quoted'

export type Figures = Readonly<Record<FigureName, Share>>

/**
 * - `hit`: needs answered with an accepted sentence, of all needs
 * - `assisted`: needs answered, or with an accepted sentence among the nearest
 * - `misled`: needs whose message got an answer without an accepted sentence, or was told that the notice says nothing
 * - `precision`: quotes that answer a need of their message, of all quotes given where an answer was due
 * - `declined`: messages declined, of those that no sentence answers
 * - `quoted`: messages that got an answer, of the same
 * - `silent`: messages ignored, of those that are not for the bot
 * - `verbatim`: quotes of one to three whole sentences of the notice
 * - `accuracy`: needs answered, messages declined and ignored together, of all needs and such messages
 */
export function computeFigures(scored: readonly ScoredMessage[]): Figures {
  const needs = scored.flatMap((s) => s.needs)
  const quotes = scored.flatMap((s) => s.quotes)
  const hit = share(needs, ({ result }) => result === 'hit')
  const declined = share(expecting(scored, 'decline'), ({ right }) => right)
  const silent = share(expecting(scored, 'ignore'), ({ right }) => right)
  return {
    hit,
    assisted: share(needs, ({ result }) => result === 'hit' || result === 'assisted'),
    misled: share(needs, ({ result }) => result === 'misled'),
    precision: share(quotes, ({ result }) => result === 'right'),
    declined,
    quoted: share(expecting(scored, 'decline'), ({ judgement }) => judgement.action === 'answer'),
    silent,
    verbatim: share(quotes, ({ sentences }) => sentences.length > 0 && sentences.length <= longestQuote),
    accuracy: {
      part: hit.part + declined.part + silent.part,
      whole: hit.whole + declined.whole + silent.whole,
    },
  }
}

const expecting = (scored: readonly ScoredMessage[], expect: string) =>
  scored.filter(({ message }) => message.expect === expect)

const share = <T>(all: readonly T[], counts: (one: T) => boolean): Share => ({
  part: all.filter(counts).length,
  whole: all.length,
})

/** Per cent, 0..100; `undefined` of nothing. */
export function toPercent({ part, whole }: Share): number | undefined {
  return whole === 0 ? undefined : (100 * part) / whole
}

/** Two-sided 95 % quantile of the normal distribution. */
const z = 1.959964

/**
 * The 95 % score interval of a share, in per cent (E. B. Wilson, 1927); unlike the usual ± it stays inside 0..100 and is usable
 * for the small groups here.
 */
export function wilsonInterval({ part, whole }: Share): readonly [low: number, high: number] {
  if (whole === 0) return [0, 100]
  const p = part / whole
  const scale = 1 + z ** 2 / whole
  const centre = (p + z ** 2 / (2 * whole)) / scale
  const half = (z * Math.sqrt((p * (1 - p)) / whole + z ** 2 / (4 * whole ** 2))) / scale
  return [100 * Math.max(0, centre - half), 100 * Math.min(1, centre + half)]
}
