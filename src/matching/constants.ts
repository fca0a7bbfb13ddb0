/**
 * Every constant that tunes matching, with its range, its effect and the run that set it. "Fitting set" means
 * the files in tests/fixtures/questions/ that are not held out; docs/quality.md holds the figures.
 */

export type FeatureKind = 'word' | 'pair' | 'concept' | 'ngram'

/**
 * Weight of each kind of feature in a text's vector (0..1, only their ratios matter). Coarse grid over the fitting
 * set; the optimum is flat. Concepts count least: they are right where wording differs, and wrong where it matters.
 */
export const featureWeights: Readonly<Record<FeatureKind, number>> = {
  word: 0.4,
  pair: 0.5,
  concept: 0.2,
  ngram: 0.7,
}

/** Length of character n-grams. 4 measures best for German (McNamee and Mayfield, CLEF 2002) and here. */
export const ngramSize = 4

/** Features that more phrasings share than this are not looked up: they cost most and tell least. */
export const maxPostings = 1500

/** So many of the most similar phrasings are compared with Fuse; beyond 40 the right one is hardly ever found. */
export const maxCandidates = 40

/** Fuse's own error bound per word (0 exact .. 1 anything). Above 0.3 unrelated words begin to match. */
export const fuseThreshold = 0.25

/** Features that fewer phrasings have are not indexed; those of a single phrasing cost memory and tell little. */
export const minFrequency = 2

/** Training of the classifier: passes over all example questions. Between 8 and 20 the results are the same. */
export const epochs = 8
/** Step width of the first pass, and how fast it falls (rate / (1 + decay · pass)). */
export const learningRate = 4
export const learningDecay = 0.1
/** Entries whose error is below this are not corrected; keeps a step sparse. 0.01 loses nothing against 0. */
export const minCorrection = 0.01
/** Passes that a certain example rests at most. */
export const maxRest = 15
/** Smaller weights are dropped: two thirds of all, and 3 of the 1,629 fitting messages are judged otherwise (2026-11-25). */
export const minWeight = 0.1
/** Training time grows with the square of the knowledge, so larger knowledge is matched by similarity alone. */
export const maxTrainedEntries = 400

/** Hits whose classifier probability is below this and that share no similar phrasing are not considered. */
export const minClassProbability = 0.005

/**
 * Weights of the evidence in a hit's utility, and of the utility of "none of these"; utilities become probabilities
 * by softmax. `npm run fit` finds their ratios (maximum likelihood on the fitting set) but softer ones: doubled,
 * they answer two needs of a hundred more at the same precision (2026-11-23, both fitting and validation sets).
 */
export const evidenceWeights = { classifier: 1.4, similarity: 4.8, tokens: 2 }
export const noneWeights = { bias: -2.9, unknown: 2.9 }

/** How certain a decision must be, by how the message reached the bot (probabilities, 0..1). */
export interface Thresholds {
  /** An entry answers the query if its score, with those that share its quote, is at least this. */
  readonly minScore: number
  /** Below that, an entry far ahead of the others answers if its score is at least this (1 or more: never). */
  readonly minLikely: number
  /** Below that, entries are suggested if their scores together reach this (1 or more: never). */
  readonly minSuggest: number
}

export const directThresholds: Thresholds = { minScore: 0.65, minLikely: 0.5, minSuggest: 0.6 }
/** Who states something may want no answer at all; keywords ("Serverstandort WebEx") pass this, remarks don't. */
export const statementThresholds: Thresholds = { minScore: 0.8, minLikely: 1, minSuggest: 0.8 }
/** An unaddressed room message is answered only when it is all but certain, and never gets a suggestion. */
export const ambientThresholds: Thresholds = { minScore: 0.86, minLikely: 1, minSuggest: 2 }

/**
 * An entry is far ahead if the entries together have this share of the probability (the rest: declines and none of them)
 * and the best one so many times the score of the next. Half a point more needs answered at 0.2 points of precision
 * (2026-11-25, fitting set); between 0.7 and 0.9 the shares hardly change.
 */
export const minAnswered = 0.8
export const minLead = 1.5

/** A decline names its gap only if its entry's score is at least this; otherwise it is a general one. */
export const minGapScore = 0.35
/** At most so many entries are suggested; each must have this share of the best one's score. */
export const maxSuggestions = 3
export const minSuggestionShare = 0.2

/** Similarity (0..1) from which on an entry counts as near: offered when an answer did not help, named as nearest to an open question. */
export const minOfferSimilarity = 0.1

/** What an answer needs that rests on the sentences before the question, not on its own words alone. */
export const minBackgroundScore = 0.7

/**
 * What the first question of a message needs to be decided by its own words alone, without the sentences before it. From 0.75
 * to 0.85 the same (2026-11-25, fitting set).
 */
export const minOwnScore = 0.8
