import {
  directThresholds,
  minBackgroundScore,
  minDoubtedScore,
  minOwnScore,
  minRoomAnswer,
  minShared,
  never,
  statementThresholds,
} from '../matching/constants.ts'
import type { FaqEntry } from '../knowledge/types.ts'
import type { Thresholds } from '../matching/constants.ts'
import { decide } from '../matching/decide.ts'
import type { Decision } from '../matching/decide.ts'
import { allHits } from '../matching/match.ts'
import type { Match } from '../matching/match.ts'
import type { Matcher } from '../matching/matcher.ts'
import { finish } from '../language/steps.ts'
import { toPhrase } from '../language/words.ts'
import type { Phrase } from '../language/words.ts'
import { joined, partOf } from '../language/phrase-parts.ts'
import type { Query, Reading } from '../reading/read-message.ts'
import { probabilityOfAskingEverybody } from '../reading/room-question.ts'
import { isIn } from '../reading/word-lists.ts'
import type { Addressing } from './utterance.ts'

/** One query with everything that led to its decision, as `--explain` shows it. */
export interface JudgedQuery {
  readonly query: Query
  /** The text that decided: the question alone, or with the sentences before it. */
  readonly matched: string
  readonly match: Match
  readonly decision: Decision
  /** True if the rest of the message leads elsewhere. If no other question is answered, the answer has to be all but certain. */
  readonly isDoubted: boolean
}

/** The entry that a conversation is about: it stands in for a topic that a question leaves out. */
export interface Topic {
  readonly entry: FaqEntry
  /** True if it is only that of the last answer: then only a question that points back takes it. */
  readonly isImplied: boolean
}

/**
 * Decides about each query of a message, with at most two matches for each: by its own words, and together with what was told before it
 * or what the conversation is about.
 *
 * @yields after each match, so that the caller can let others work
 */
export function* judgeQueriesInSteps(
  matcher: Matcher,
  reading: Reading,
  addressing: Addressing,
  topic?: Topic,
): Generator<undefined, readonly JudgedQuery[]> {
  const considered: JudgedQuery[] = []
  const thresholdsOf = (query: Query) => thresholdsFor(query, reading, addressing)
  for (const query of reading.queries) {
    const thresholds = thresholdsOf(query)
    const attempt = (background: Phrase | undefined) => judgeWith(background, matcher, query, thresholds)
    considered.push(yield* judgeQuery(query, attempt, considered, topic))
  }
  return doubtLoneAnswer(considered, thresholdsOf)
}

export const judgeQueries = (...parameters: Parameters<typeof judgeQueriesInSteps>): readonly JudgedQuery[] =>
  finish(judgeQueriesInSteps(...parameters))

type Attempt = (background: Phrase | undefined) => JudgedQuery

function* judgeQuery(
  query: Query,
  attempt: Attempt,
  earlier: readonly JudgedQuery[],
  topic: Topic | undefined,
): Generator<undefined, JudgedQuery> {
  const { background, isDependent } = query
  const isTold = background.words.length > 0
  // A question that points back to what was told means nothing without it.
  const first = attempt(isDependent && isTold ? background : undefined)
  yield
  if (isDependent && isTold && earlier.length > 0 && !findsMore(first, earlier)) {
    // "Where are the servers and is it encrypted?": what was asked just before drowns its own words.
    const own = attempt(undefined)
    yield
    return namesGap(own) || (findsMore(own, earlier) && isPossible(own, first)) ? own : first
  }
  if (isTold && !isDependent) {
    const informed = attempt(background)
    yield
    return earlier.length === 0 ? chooseForFirst(first, informed) : chooseForLater(first, informed, earlier)
  }
  if (topic === undefined || !needsTopic(first) || (topic.isImplied && !isDependent)) return first
  const informed = attempt(toPhrase(topic.entry.topic.de))
  yield
  return settlesFollowUp(informed, query, topic) ? informed : first
}

/** A question that finds its answer by itself, or names what the notice leaves out, has a topic of its own. */
const needsTopic = (one: JudgedQuery): boolean => one.query.isQuestion && !isAnswered(one) && !namesGap(one)

/** "Und am Handy?" below an answer. The answer that was given already is repeated only to a question that points back to it. */
const settlesFollowUp = (informed: JudgedQuery, query: Query, { entry }: Topic): boolean =>
  informed.decision.kind === 'match'
    ? query.isDependent || informed.decision.entry.id !== entry.id
    : namesGap(informed)

function thresholdsFor({ isQuestion }: Query, reading: Reading, addressing: Addressing): Thresholds {
  if (addressing === 'ambient')
    return { minScore: minRoomAnswer / probabilityOfAskingEverybody(reading), minNearest: never }
  return isQuestion ? directThresholds : statementThresholds
}

/**
 * The sentences before the first question carry its topic more often than its own words show, so both decide together, unless its own words
 * are certain: of an answer, or of a gap.
 */
function chooseForFirst(own: JudgedQuery, informed: JudgedQuery): JudgedQuery {
  if (isAnswered(own) && isAnswered(informed)) return likelier(own, informed)
  if (isAnswered(own)) return scoreOf(own) >= minOwnScore ? { ...own, isDoubted: true } : informed
  return namesGap(own) && (allHits(own.match)[0]?.score ?? 0) >= minOwnScore ? own : informed
}

/** The text before a later question may belong to an earlier one, so it counts only where it makes the answer more certain. */
function chooseForLater(
  own: JudgedQuery,
  informed: JudgedQuery,
  earlier: readonly JudgedQuery[],
): JudgedQuery {
  if (!isAnswered(informed) || repeats(informed, earlier)) return own
  if (isAnswered(own)) return likelier(own, informed)
  return own.decision.kind === 'abstention' && own.decision.decline ? own : informed
}

export const isAnswered = ({ decision }: JudgedQuery): boolean => decision.kind === 'match'

const scoreOf = ({ decision }: JudgedQuery): number => (decision.kind === 'match' ? decision.score : 0)

const likelier = (own: JudgedQuery, informed: JudgedQuery): JudgedQuery =>
  scoreOf(own) < scoreOf(informed) ? informed : own

/**
 * True if the answer that a question's own words find is all but certain, or not ruled out by what the question points back to. By
 * itself, "Where does it take them from?" may look like a question about servers; it is none if contacts were spoken of just before.
 */
const isPossible = ({ decision }: JudgedQuery, informed: JudgedQuery): boolean =>
  decision.kind === 'match' &&
  (decision.score >= minDoubtedScore ||
    allHits(informed.match).some(
      ({ target, score }) => target.entry === decision.entry && score >= minShared,
    ))

const findsMore = (one: JudgedQuery, earlier: readonly JudgedQuery[]): boolean =>
  isAnswered(one) && !repeats(one, earlier)

/** An entry that answered an earlier question answers this one only if its own words say so. */
const repeats = ({ decision }: JudgedQuery, earlier: readonly JudgedQuery[]): boolean =>
  decision.kind === 'match' &&
  earlier.some((before) => before.decision.kind === 'match' && before.decision.entry === decision.entry)

/** An answer that rests on what was told before the question has to be all the more certain. */
function judgeWith(
  background: Phrase | undefined,
  matcher: Matcher,
  query: Query,
  thresholds: Thresholds,
): JudgedQuery {
  const asked = background === undefined ? query : joined([background, query])
  const match = matcher.match(withoutJoint(asked))
  const leansOnTold = background !== undefined || query.isDependent
  const needed = leansOnTold ? atLeast(minBackgroundScore, thresholds) : thresholds
  return { query, matched: asked.text, match, decision: decide(match, needed), isDoubted: false }
}

/** "Und wer sieht meinen Status?": what joins it to what was said before tells nothing of its topic. */
const withoutJoint = (phrase: Phrase): Phrase =>
  isIn('joints', phrase.words[0]?.text) && phrase.words.length > longestWithJoint ? partOf(phrase, 1) : phrase

/** "Und wie lange?" keeps its joint: so short, in words, a question resembles those that are written down with theirs. */
const longestWithJoint = 3

const atLeast = (minScore: number, thresholds: Thresholds): Thresholds => ({
  ...thresholds,
  minScore: Math.max(minScore, thresholds.minScore),
})

const namesGap = ({ decision }: JudgedQuery): boolean =>
  decision.kind === 'abstention' && decision.decline !== undefined && decision.decline.vague !== true

/**
 * A message may lead elsewhere than its only answer: another of its questions asks for what the notice leaves open, or the sentences before the
 * question don't support the answer. Then that answer has to be all but certain.
 */
function doubtLoneAnswer(
  considered: readonly JudgedQuery[],
  thresholdsOf: (query: Query) => Thresholds,
): readonly JudgedQuery[] {
  const isAlone = considered.filter(isAnswered).length === 1
  if (!isAlone || !considered.some((one) => one.isDoubted || namesGap(one))) return considered
  return considered.map((one) => {
    if (!isAnswered(one)) return one
    const needed = atLeast(minDoubtedScore, thresholdsOf(one.query))
    return { ...one, decision: decide(one.match, needed), isDoubted: true }
  })
}
