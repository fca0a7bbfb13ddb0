/**
 * Every constant that tunes matching, with its range, its effect and, where it was measured, the run that set it. "Fitting set" means
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

/** So many of the most similar phrasings are looked up; the entries they belong to compete where not all entries can. */
export const maxSimilar = 40

/** So many of them are compared with Fuse, which takes half of the time of a message; beyond 15 the result hardly changes. */
export const maxCompared = 15

/** Fuse's own error bound per word (0 exact .. 1 anything). Above 0.3 unrelated words begin to match. */
export const fuseThreshold = 0.25

/**
 * Training of the classifier: passes over all example questions, and the width of the first step. With 6 to 12 passes and a width of 3 to 6
 * much the same; beyond, a notice of a handful of questions is too certain (2026-11-29, fitting set and small notices).
 */
export const epochs = 8
export const learningRate = 4
/** Up to so many entries each competes with all others; in larger knowledge with those of similar phrasings, so that training stays linear. */
export const maxRivals = 200
/** Places for the weights of a classifier: 16 MiB. Softphone has about three times as many pairs of feature and entry, so they share places. */
export const maxWeights = 2 ** 23

/**
 * Weights of an option's evidence in its utility, which softmax turns into probabilities. `npm run fit` finds them by maximum
 * likelihood over several knowledge folders in several sizes at once (2026-11-28: softphone cut to 12 and with all phrasings, five small
 * notices, and two sets from elsewhere). The classifiers' weight was then raised when their training ended in smaller steps, and the three of
 * declines were set by what softphone cut to 3, 6, 12, 25, 50 and 100 phrasings, and with all, answers and declines (2026-11-29, fitting set),
 * and lowered where there are many phrasings when near misses in nearly the same words came among them (the same day, contrast sets).
 */
export interface Weights {
  readonly classifier: number
  /** Added to it for each power of e by which entries have more phrasings. */
  readonly classifierWritten: number
  readonly tokens: number
  readonly passage: number
  readonly meaning: number
  readonly passageMeaning: number
  /**
   * Of a decline entry: as such, for each power of e by which there are more of them, and by which the entries that compete with them have more
   * phrasings, as those are found the more surely. By the declines' own phrasings, twice as many people were misled where both have 25 to 100 of them.
   */
  readonly decline: number
  readonly declines: number
  readonly declineWritten: number
  /** Of "none of them": as such, … */
  readonly none: number
  /** … by the share of the query's words that the notice does not know, … */
  readonly unknown: number
  /** … by the similarity of the closest phrasing, which is high where a near miss shares a word with many, … */
  readonly nearest: number
  /** … and by the number of entries (its logarithm). */
  readonly size: number
}

/** With a sentence encoder. */
export const semanticWeights: Weights = {
  classifier: 1.35,
  classifierWritten: 0.09,
  tokens: 3,
  passage: 3.6,
  meaning: 0.6,
  passageMeaning: 3.3,
  decline: 4,
  declines: -3.2,
  declineWritten: 2.05,
  none: 2.7,
  unknown: 0.2,
  nearest: 4.8,
  size: -2.25,
}
/** Without one. */
export const lexicalWeights: Weights = {
  classifier: 2.2,
  classifierWritten: 0,
  tokens: 1.6,
  passage: 5.9,
  meaning: 0,
  passageMeaning: 0,
  decline: -0.7,
  declines: -2.5,
  declineWritten: 2.3,
  none: 4.3,
  unknown: 0.5,
  nearest: 3.7,
  size: -2.8,
}

/**
 * Weights of what tells which of several notices a query is about. `npm run fit` finds them on all notices that it is given together
 * (2026-11-29: softphone and five small notices).
 */
export interface NoticeWeights {
  /** The similarity of the closest phrasing. */
  readonly similarity: number
  /** The similarity of the closest passage, by words and by meaning. */
  readonly passage: number
  readonly passageMeaning: number
  /** The similarity by meaning to what the notice is about as a whole. */
  readonly subject: number
  /** The logarithm of the probability that the notice has an entry for the query. */
  readonly found: number
}

/** With a sentence encoder. */
export const semanticNoticeWeights: NoticeWeights = {
  similarity: 6,
  passage: 5.2,
  passageMeaning: 7.5,
  subject: 7.3,
  found: 1.8,
}
/** Without one. */
export const lexicalNoticeWeights: NoticeWeights = {
  similarity: 8.1,
  passage: 11.2,
  passageMeaning: 0,
  subject: 0,
  found: 0.7,
}

/** How certain a decision must be, by how the message reached the bot (probabilities, 0..1). */
export interface Thresholds {
  /** An entry answers the query if its score, with those that share its quote, is at least this. */
  readonly minScore: number
  /** Below that, the nearest entries are shown if one of those shown answers the query with at least this probability (1 or more: never). */
  readonly minNearest: number
}

export const directThresholds: Thresholds = { minScore: 0.75, minNearest: 0.45 }
/** Who states something may want no answer at all; keywords ("Serverstandort WebEx") pass this, remarks don't. */
export const statementThresholds: Thresholds = { minScore: 0.85, minNearest: 0.6 }
/**
 * An unaddressed room message gets an answer, never a suggestion, if the probability that it asks everybody times that of the answer is at
 * least this. Set where 99 of 100 remarks are ignored in the fitting set, with sentence weights that had not seen the file (2026-11-28).
 */
export const minRoomAnswer = 0.75
/** For `minNearest`: nothing is that probable. */
export const never = 2

/**
 * Beside few phrasings a near miss looks like a question, and a question like a near miss. So what is missing to certainty for an answer shrinks by
 * this share, and the probability below which a query is declined by it twice over, for each power of e by which the entries of a notice have fewer
 * than `wellWritten`. From 0.1 to 0.15 much the same on five small notices and softphone cut to 12 phrasings (2026-11-28).
 */
export const doubtPerFewer = 0.12
export const wellWritten = 100
/**
 * An answer accounts for at least this share of the query's content words (0..1), where its notice has `wellWritten` phrasings an entry, and for
 * proportionally less where it has fewer. A quarter of the near misses that were quoted no longer are, and a right answer of a hundred is only
 * shown as nearest; at 0.5 five of a hundred are (2026-11-29, fitting set).
 */
export const minCoverage = 0.3
/** A query as similar as this to an example question says the same (cosine, 0..1). From 0.9 to never the same (2026-11-30, fitting set). */
export const sameSimilarity = 0.95

/**
 * Beside other notices an answer needs this share of the certainty that it needs alone, as it has to be told from theirs, too. At 0.65 the small
 * ones' precision is 91 % instead of 93, at 0.93 three questions to them are answered for four (2026-11-29, softphone and five small notices in one folder).
 */
export const besideOthers = 0.75
/** And the nearest are shown from this share of `minNearest` on. Without it two to four of a hundred questions more are declined falsely (2026-11-29). */
export const nearestBesideOthers = 0.65

/**
 * Among ten times a handful of entries some always seem near, so the nearest are shown from this probability on, however few phrasings there are.
 * And what is likelier than all of them together is right, so an answer needs this share less of its certainty. Between the two both rise with the
 * logarithm of the number of entries (2026-11-29, 339 entries with one and three phrasings each and no decline, and notices of about 20).
 */
export const minNearestAmongMany = 0.75
export const lessAmongMany = 0.1
export const handful = 30

/**
 * A decline names its gap only if its entry is at least this likely: more than all else together. From 0.35 to 0.65 as much is answered and
 * declined (2026-11-30, fitting set).
 */
export const minGapScore = 0.5
/**
 * And only if it accounts for the words of the query as an answer has to, or is at least this likely by the meaning alone (0..1). Else the gap that
 * is merely the likeliest would be named: "Halt die Klappe" was told that nothing is said about putting calls on hold.
 */
export const minGapMeaning = 0.25
/**
 * An entry is near only if its most similar phrasing or its passage is as similar as this to the query (cosine, 0..1). At 0.2 1.5 of a hundred near
 * misses more are declined, and 0.4 of a hundred questions, too, that were shown their passage (2026-11-30, fitting set).
 */
export const minLikeness = 0.1
/** A passage without example questions is shown if it is as similar as this to the query (cosine, 0..1). */
export const minPassageSimilarity = 0.25
/** At most so many entries are suggested; each must have this share of the best one's score. From 0.01 to 0.1 much the same (2026-11-30, fitting set). */
export const maxSuggestions = 3
export const minSuggestionShare = 0.03

/** Similarity (0..1) from which on an entry counts as near: offered when an answer did not help, named as nearest to an open question. */
export const minOfferSimilarity = 0.1

/** Share (0..1) of what is left of the probability without a rejected answer that an entry needs to be offered instead. */
export const minOfferShare = 0.1

/**
 * The least score of a message's only answer where the rest of the message leads elsewhere. Below it most of such answers were wrong, from it
 * on most were right (2026-11-29, fitting set and messages worded after public threads).
 */
export const minDoubtedScore = 0.995

/**
 * The least score of an answer to a question that points back to the sentences before it, or takes its topic from them. At 0.75 0.6 of a hundred
 * near misses more are quoted, at 0.95 0.9 of a hundred questions fewer are answered (2026-11-30, fitting set).
 */
export const minBackgroundScore = 0.85

/**
 * The least score with which the first question of a message is decided by its own words alone, without the sentences before it. From 0.75
 * to 0.85 the same (2026-11-25, fitting set).
 */
export const minOwnScore = 0.8

/**
 * The least score that an answer found by a question's own words has together with what the question points back to. Without it the precision is
 * 0.2 of a hundred lower, at 0.05 the same (2026-11-30, fitting set).
 */
export const minShared = 0.01
