import {
  ambientThresholds,
  directThresholds,
  minBackgroundScore,
  minOwnScore,
  statementThresholds,
} from '../matching/constants.ts'
import type { FaqEntry } from '../knowledge/types.ts'
import type { Thresholds } from '../matching/constants.ts'
import { decide } from '../matching/decide.ts'
import type { Decision } from '../matching/decide.ts'
import { allHits } from '../matching/match.ts'
import type { Match } from '../matching/match.ts'
import type { Matcher } from '../matching/matcher.ts'
import type { Query, Reading } from '../reading/read-message.ts'
import type { Addressing } from '../reading/utterance.ts'

/** One query with everything that led to its decision, as `--explain` shows it. */
export interface Consideration {
  readonly query: Query
  /** The text that decided: the question alone, or with the sentences before it. */
  readonly matched: string
  readonly match: Match
  readonly decision: Decision
}

/** Takes an utterance apart and decides about each of its queries. */
export function consider(
  matcher: Matcher,
  reading: Reading,
  addressing: Addressing,
  topic?: FaqEntry,
): Consideration[] {
  const considered: Consideration[] = []
  for (const query of reading.queries) {
    const thresholds = thresholdsFor(query, addressing)
    const own = considerQuery(matcher, query, thresholds, considered)
    const withTopic =
      topic !== undefined && needsTopic(own) ? considerWithTopic(matcher, own, thresholds, topic) : undefined
    considered.push(withTopic ?? own)
  }
  return considered
}

/** A question that finds its answer by itself, or names what the notice leaves out, has a topic of its own. */
function needsTopic({ query, decision }: Consideration): boolean {
  if (!query.isQuestion || decision.kind === 'match') return false
  if (decision.kind === 'ambiguous' || decision.gap === undefined) return true
  return decision.gap.vague === true
}

/**
 * "Und am Handy?" below an answer: what the conversation is about stands in for what the question doesn't say. The answer that
 * was given already is repeated only to a question that points back to it.
 */
function considerWithTopic(
  matcher: Matcher,
  { query }: Consideration,
  thresholds: Thresholds,
  topic: FaqEntry,
): Consideration | undefined {
  const found = [topic.topic.de, topic.questions.de[0] ?? '']
    .map((background) => considerAfter(background, matcher, query, thresholds))
    .filter(({ decision }) => decision.kind === 'match')
  const other = found.find(({ decision }) => decision.kind === 'match' && decision.entry.id !== topic.id)
  return other ?? (query.isDependent ? found[0] : undefined)
}

function thresholdsFor({ isQuestion }: Query, addressing: Addressing): Thresholds {
  if (addressing === 'ambient') return ambientThresholds
  return isQuestion ? directThresholds : statementThresholds
}

/** By its own words and, if something stands before it, by both together. What points back is nothing by itself. */
function considerQuery(
  matcher: Matcher,
  query: Query,
  thresholds: Thresholds,
  earlier: readonly Consideration[],
): Consideration {
  const own = considerAs(query.text, matcher, query, thresholds)
  if (query.background === '') return own
  const informed = considerAfter(query.background, matcher, query, thresholds)
  if (query.isDependent) return informed
  return earlier.length === 0 ? chooseForFirst(own, informed) : chooseForLater(own, informed, earlier)
}

/** The sentences before the first question carry its topic more often than its own words show, so both decide together. */
const chooseForFirst = (own: Consideration, informed: Consideration): Consideration =>
  isCertain(own, informed) ? own : informed

/** What stands before a later question may belong to an earlier one, so it counts only where it makes the answer more certain. */
function chooseForLater(
  own: Consideration,
  informed: Consideration,
  earlier: readonly Consideration[],
): Consideration {
  if (informed.decision.kind !== 'match' || repeats(informed, earlier)) return own
  if (own.decision.kind === 'match') return own.decision.score < informed.decision.score ? informed : own
  return own.decision.kind === 'abstention' && own.decision.gap ? own : informed
}

/** What answered an earlier question answers this one only if its own words say so. */
const repeats = ({ decision }: Consideration, earlier: readonly Consideration[]): boolean =>
  decision.kind === 'match' &&
  earlier.some((before) => before.decision.kind === 'match' && before.decision.entry === decision.entry)

/** An answer that rests on what was told before the question has to be all the more certain. */
function considerAfter(
  background: string,
  matcher: Matcher,
  query: Query,
  thresholds: Thresholds,
): Consideration {
  const minScore = Math.max(thresholds.minScore, minBackgroundScore)
  return considerAs(`${background} ${query.text}`, matcher, query, { ...thresholds, minScore })
}

function considerAs(matched: string, matcher: Matcher, query: Query, thresholds: Thresholds): Consideration {
  const match = matcher.match(matched)
  return { query, matched, match, decision: decide(match, thresholds) }
}

/** Whether a question's own words decide it, whatever stands before them: they name a gap, or find what all together don't. */
function isCertain(own: Consideration, informed: Consideration): boolean {
  const { decision, match } = own
  if (decision.kind === 'match') return informed.decision.kind !== 'match' && decision.score >= minOwnScore
  const namesGap = decision.kind === 'abstention' && (allHits(match)[0]?.score ?? 0) >= minOwnScore
  return namesGap && decision.gap !== undefined && decision.gap.vague !== true
}
