import { openReasons } from '../replies/types.ts'
import type { OpenReason } from '../replies/types.ts'
import type { KnowledgeBase } from '../knowledge/types.ts'
import { noEntry } from '../observability/statistics-events.ts'
import type { DailyCount, Measure } from '../storage/statistics.ts'
import { coverageOf } from './coverage.ts'
import type { NoticeCoverage } from './coverage.ts'
import { daysFrom } from './days.ts'

/** How often the bot did something that people see, on one day. */
interface DayFigures {
  /** ISO 8601 date, in UTC. */
  readonly day: string
  readonly answers: number
  readonly suggestions: number
  readonly declines: number
}

interface EntryFigures {
  readonly id: string
  /** German; the id for an entry that the knowledge has no more. */
  readonly topic: string
  readonly answers: number
  readonly helpful: number
  readonly unhelpful: number
}

/** Questions that stayed open near one entry, for one reason. */
export interface OpenFigures {
  /** Id of the nearest entry, or `noEntry`. */
  readonly nearest: string
  /** German, as in `EntryFigures`; undefined if no entry came near. */
  readonly topic: string | undefined
  readonly reason: OpenReason
  readonly number: number
}

/** A subject of a measure and its number, the largest first. */
export interface Tally {
  readonly subject: string
  readonly number: number
}

/** The statistics of a period, arranged by the questions that support staff have. */
export interface Insight {
  readonly days: readonly DayFigures[]
  /** All entries of the knowledge and those it had, the most asked first. */
  readonly entries: readonly EntryFigures[]
  readonly outcomes: readonly Tally[]
  readonly declines: readonly Tally[]
  /** The most frequent first; empty unless the operator wants it counted. */
  readonly open: readonly OpenFigures[]
  readonly ignored: readonly Tally[]
  readonly addressings: readonly Tally[]
  readonly languages: readonly Tally[]
  readonly responseTimes: readonly Tally[]
  readonly coverage: readonly NoticeCoverage[]
}

export interface Period {
  /** Milliseconds since 1970; both days belong to it. */
  readonly from: number
  readonly to: number
}

/** Days before the first count aren't shown, but for so many that a chart can be read. */
const minDays = 7

export function createInsight(
  counts: readonly DailyCount[],
  knowledge: KnowledgeBase,
  period: Period,
): Insight {
  const entries = entryFigures(counts, knowledge)
  return {
    days: dayFigures(counts, period),
    entries,
    outcomes: tally(counts, 'outcome'),
    declines: tally(counts, 'decline'),
    open: openFigures(counts, knowledge),
    ignored: tally(counts, 'ignored'),
    addressings: tally(counts, 'addressing'),
    languages: tally(counts, 'language'),
    responseTimes: tally(counts, 'response-time'),
    coverage: coverageOf(knowledge, new Map(entries.map(({ id, answers }) => [id, answers]))),
  }
}

function tally(counts: readonly DailyCount[], measure: Measure): readonly Tally[] {
  const numbers = new Map<string, number>()
  for (const { subject, number } of counts.filter((count) => count.measure === measure)) {
    numbers.set(subject, (numbers.get(subject) ?? 0) + number)
  }
  return [...numbers]
    .map(([subject, number]) => ({ subject, number }))
    .sort((a, b) => b.number - a.number || a.subject.localeCompare(b.subject))
}

function dayFigures(counts: readonly DailyCount[], { from, to }: Period): readonly DayFigures[] {
  const outcomes = new Map(
    counts
      .filter(({ measure }) => measure === 'outcome')
      .map(({ day, subject, number }) => [`${day} ${subject}`, number]),
  )
  const first = counts.reduce((earliest, { day }) => (day < earliest ? day : earliest), '9999')
  const all = daysFrom(from, to)
  const quiet = all.filter((day) => day < first).length
  const start = Math.max(0, Math.min(quiet, all.length - minDays))
  return all.slice(start).map((day) => ({
    day,
    answers: outcomes.get(`${day} answer`) ?? 0,
    suggestions: outcomes.get(`${day} suggest`) ?? 0,
    declines: outcomes.get(`${day} decline`) ?? 0,
  }))
}

function openFigures(counts: readonly DailyCount[], knowledge: KnowledgeBase): readonly OpenFigures[] {
  const topics = topicsOf(knowledge)
  return openReasons
    .flatMap((reason) =>
      tally(counts, `open-${reason}`).map(({ subject, number }) => ({
        ...{ nearest: subject, reason, number },
        topic: subject === noEntry ? undefined : (topics.get(subject) ?? subject),
      })),
    )
    .sort((a, b) => b.number - a.number)
}

const topicsOf = ({ entries }: KnowledgeBase) => new Map(entries.map(({ id, topic }) => [id, topic.de]))

function entryFigures(counts: readonly DailyCount[], knowledge: KnowledgeBase): readonly EntryFigures[] {
  const numbers = (measure: Measure) =>
    new Map(tally(counts, measure).map(({ subject, number }) => [subject, number]))
  const answers = numbers('answer')
  const helpful = numbers('feedback-up')
  const unhelpful = numbers('feedback-down')
  const topics = topicsOf(knowledge)
  const ids = new Set([...topics.keys(), ...answers.keys(), ...helpful.keys(), ...unhelpful.keys()])
  return [...ids]
    .map((id) => ({
      id,
      topic: topics.get(id) ?? id,
      answers: answers.get(id) ?? 0,
      helpful: helpful.get(id) ?? 0,
      unhelpful: unhelpful.get(id) ?? 0,
    }))
    .sort((a, b) => b.answers - a.answers)
}
