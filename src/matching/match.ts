import type { DeclineEntry, FaqEntry } from '../knowledge/types.ts'

/** What speaks for a hit; each higher is better. */
export interface Evidence {
  /** Logarithm of the classifier's probability. */
  readonly classifier: number
  /** Cosine similarity of the closest phrasing, 0..1. */
  readonly similarity: number
  /** Fuse's token score of the best phrasing, 0..1. */
  readonly tokens: number
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
  /** Probability that the query is about this entry, 0..1; all hits and `none` sum up to 1. */
  readonly score: number
}

export interface Match {
  /** Best first. */
  readonly hits: readonly Hit[]
  /** Probability that the query is about none of the entries. */
  readonly none: number
  /** Content words that the knowledge does not know. */
  readonly unknownWords: readonly string[]
  /** Their share of the query's content words, 0..1; 1 for a query without content words. */
  readonly unknown: number
}
