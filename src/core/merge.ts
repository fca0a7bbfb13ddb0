import { sharesPassage } from '../knowledge/shares-passage.ts'
import type { FaqEntry } from '../knowledge/types.ts'
import { maxSuggestions } from '../matching/constants.ts'
import { composeAnswer, composeDecline, composeNearest, composeNoMore } from '../replies/compose.ts'
import type { Frame } from '../replies/compose.ts'
import type { Answer, Outcome } from '../replies/types.ts'
import type { JudgedQuery } from './judge-queries.ts'
import { isRepeat } from './follow-up.ts'
import { openQuestions } from './open-question.ts'

/** One outcome of all queries: what is answered comes first and decides; the rest is named below it. */
export function merge(judged: readonly JudgedQuery[], topic: FaqEntry | undefined, frame: Frame): Outcome {
  const considered = judged.filter((one) => !isRepeat(one, topic))
  const answers = distinctAnswers(considered)
  if (answers.length > 0) {
    const reply = composeAnswer(answers, unansweredIn(considered), frame)
    return { kind: 'answer', answers, open: openQuestions(considered), reply }
  }
  const suggestions = nearestIn(considered, topic)
  if (suggestions.length > 0)
    return { kind: 'suggest', suggestions, reply: composeNearest(suggestions, frame) }
  const open = openQuestions(considered)
  if (considered.length < judged.length)
    return { kind: 'decline', entry: undefined, open, reply: composeNoMore(frame) }
  const decline = considered.length === 1 ? namedDecline(considered[0]) : undefined
  return { kind: 'decline', entry: decline, open, reply: composeDecline(decline, frame) }
}

const namedDecline = (one: JudgedQuery | undefined) =>
  one?.decision.kind === 'abstention' ? one.decision.decline : undefined

export const unansweredIn = (considered: readonly JudgedQuery[]): readonly string[] =>
  considered
    .filter(({ query, decision }) => query.isQuestion && decision.kind !== 'match')
    .map(({ query }) => query.text)

/** The nearest entries of all questions, each once, without the one that was quoted just before. */
function nearestIn(considered: readonly JudgedQuery[], topic: FaqEntry | undefined): readonly FaqEntry[] {
  const near = considered.map(({ decision }) => (decision.kind === 'ambiguous' ? decision.entries : []))
  // The best of each question before the second best of any.
  const byRank = Array.from({ length: maxSuggestions }, (_, rank) =>
    near.flatMap((entries) => entries.slice(rank, rank + 1)),
  ).flat()
  const distinct = [...new Set(byRank)].filter((entry) => topic === undefined || !sharesPassage(topic, entry))
  return distinct.slice(0, maxSuggestions)
}

/** Each quote once, in the order of the questions. */
export function distinctAnswers(considered: readonly JudgedQuery[]): Answer[] {
  const answers = new Map<string, Answer>()
  for (const { query, decision } of considered) {
    if (decision.kind !== 'match') continue
    const key = decision.entry.quotes.map((quote) => quote.text).join()
    if (!answers.has(key))
      answers.set(key, { query: query.text, entry: decision.entry, score: decision.score })
  }
  return [...answers.values()]
}
