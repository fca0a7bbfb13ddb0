import type { DeclineEntry, FaqEntry } from '../knowledge/types.ts'

/** The evidence for a hit; each higher is better. */
export interface Evidence {
  /** Logarithm of the classifier's probability. */
  readonly classifier: number
  /** Cosine similarity of the closest phrasing, 0..1. */
  readonly similarity: number
  /** Fuse's token score of the best phrasing, 0..1. */
  readonly tokens: number
  /** Share of the query's content words that the entry's own texts use, 0..1. */
  readonly coverage: number
  /** Cosine similarity of the quoted passage, 0..1; 0 for a decline entry. */
  readonly passage: number
  /** Logarithm of the probability by a classifier of sentence vectors; 0 without a sentence encoder. */
  readonly meaning: number
  /** Cosine of the sentence vectors of query and quoted passage, -1..1; 0 for a decline entry or without an encoder. */
  readonly passageMeaning: number
}

export type Target =
  | { readonly kind: 'entry'; readonly entry: FaqEntry }
  | { readonly kind: 'decline'; readonly entry: DeclineEntry }

/** An entry that may be what the query is about. */
export interface Hit {
  readonly target: Target
  readonly evidence: Evidence
  /** The example question closest to the query. */
  readonly question: string
  /** Probability that the query is about this entry, 0..1; those of one notice and its `none` sum up to the notice's. */
  readonly score: number
}

/** How a query compares with one notice. */
export interface NoticeMatch {
  readonly notice: string
  /** How many entries the notice has. */
  readonly entries: number
  /** How many phrasings an entry of it has on average, declines left out; at least 1. */
  readonly written: number
  /** Best first. */
  readonly hits: readonly Hit[]
  /** Probability that the query is about this notice and yet about none of its entries. */
  readonly none: number
  /** How far the query lies by its meaning towards all that the notice says, seen from what all notices have in common, -2..2; 0 without an encoder. */
  readonly subject: number
  /** Content words that the notice and its example questions do not use. */
  readonly unknownWords: readonly string[]
  /** Their share of the query's content words, 0..1; 1 for a query without content words. */
  readonly unknown: number
}

/** One for each notice that was looked at, the likeliest to answer first; all their probabilities sum up to 1. */
export type Match = readonly NoticeMatch[]

/** Probability that the notice answers the query, whichever entry it is. */
export const answerable = ({ hits }: NoticeMatch): number =>
  hits.reduce((sum, { target, score }) => (target.kind === 'entry' ? sum + score : sum), 0)

/** Probability that the query is about the notice, whether the notice answers it or not. */
export const noticeProbability = ({ hits, none }: Pick<NoticeMatch, 'hits' | 'none'>): number =>
  hits.reduce((sum, { score }) => sum + score, none)

/** All hits of all notices, best first. */
export const allHits = (match: Match): readonly Hit[] =>
  match.flatMap(({ hits }) => hits).sort((a, b) => b.score - a.score)
