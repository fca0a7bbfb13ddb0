import {
  ambientThresholds,
  directThresholds,
  minBackgroundScore,
  statementThresholds,
} from '../matching/constants.ts'
import type { FaqEntry } from '../knowledge/types.ts'
import type { Thresholds } from '../matching/constants.ts'
import { decide } from '../matching/decide.ts'
import type { Decision } from '../matching/decide.ts'
import type { Match } from '../matching/match.ts'
import type { Matcher } from '../matching/matcher.ts'
import { splitUtterance } from './queries/split-utterance.ts'
import type { Query } from './queries/split-utterance.ts'
import type { Addressing } from './types.ts'

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
  text: string,
  addressing: Addressing,
  topic?: FaqEntry,
): Consideration[] {
  return splitUtterance(text).map((query) => {
    const thresholds = thresholdsFor(query, addressing)
    const own = considerQuery(matcher, query, thresholds)
    return topic !== undefined && needsTopic(matcher, own)
      ? (considerWithTopic(matcher, own, thresholds, topic) ?? own)
      : own
  })
}

/** Asks for nothing in particular; what is said about it is said about every question that needs a topic. */
const vagueQuestion = 'Und wie ist das?'

/** A question that finds its answer by itself, or names what the notice leaves out, has a topic of its own. */
function needsTopic(matcher: Matcher, { query, decision }: Consideration): boolean {
  if (!query.isQuestion || decision.kind === 'match') return false
  if (decision.kind === 'ambiguous' || decision.gap === undefined) return true
  const vague = decide(matcher.match(vagueQuestion), directThresholds)
  return vague.kind === 'abstention' && vague.gap?.id === decision.gap.id
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
  const minScore = Math.max(thresholds.minScore, minBackgroundScore)
  const found = [topic.topic.de, topic.questions.de[0] ?? ''].flatMap((background) => {
    const matched = `${background} ${query.text}`
    const match = matcher.match(matched)
    const decision = decide(match, { ...thresholds, minScore })
    return decision.kind === 'match' ? [{ query, matched, match, decision }] : []
  })
  const other = found.find(({ decision }) => decision.entry.id !== topic.id)
  return other ?? (query.isDependent ? found[0] : undefined)
}

function thresholdsFor({ isQuestion }: Query, addressing: Addressing): Thresholds {
  if (addressing === 'ambient') return ambientThresholds
  return isQuestion ? directThresholds : statementThresholds
}

/**
 * A question that names its topic is decided by its own words. The sentences before it help if it doesn't, or if its
 * own words lead nowhere; then they have to make it quite certain.
 */
function considerQuery(matcher: Matcher, query: Query, thresholds: Thresholds): Consideration {
  const alone = matcher.match(query.text)
  const decision = decide(alone, thresholds)
  const own = { query, matched: query.text, match: alone, decision }
  if (query.background === '' || (decision.kind === 'match' && !query.isDependent)) return own
  if (decision.kind === 'abstention' && decision.gap && !query.isDependent) return own

  const matched = `${query.background} ${query.text}`
  const match = matcher.match(matched)
  const minScore = Math.max(thresholds.minScore, minBackgroundScore)
  const informed = decide(match, { ...thresholds, minScore })
  return informed.kind === 'match' ? { query, matched, match, decision: informed } : own
}
