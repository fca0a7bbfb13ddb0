import { dayMs } from '../../src/day.ts'
import type { KnowledgeBase } from '../../src/knowledge/types.ts'
import type { DailyCount, Measure } from '../../src/storage/statistics.ts'

/** The end of the period that the samples fill. */
export const today = Date.UTC(2026, 5, 30, 10)

/** A month as a busy service desk might have it: the first entries often, the last never, weekends quiet. */
export function sampleCounts(knowledge: KnowledgeBase, days = 30): readonly DailyCount[] {
  return Array.from({ length: days }, (_, age) => countsOfDay(knowledge, age)).flat()
}

function countsOfDay({ entries, declines }: KnowledgeBase, age: number): readonly DailyCount[] {
  const date = new Date(today - age * dayMs)
  const busy = [0, 6].includes(date.getUTCDay()) ? 1 : 6 + (age % 5)
  const count = (measure: Measure, subject: string, number: number) => ({
    ...{ day: date.toISOString().slice(0, 10), measure, subject },
    number: Math.floor(number),
  })
  const all = [
    count('outcome', 'answer', 4 * busy),
    count('outcome', 'suggest', busy / 2),
    count('outcome', 'decline', busy),
    count('outcome', 'ignore', 7 * busy),
    ...entries.slice(0, 15).map(({ id }, i) => count('answer', id, (2 * busy) / (i + 1))),
    ...entries.slice(0, 6).map(({ id }, i) => count('feedback-up', id, busy / (i + 3))),
    ...entries.slice(1, 8).map(({ id }, i) => count('feedback-down', id, busy / (9 - i))),
    ...declines.slice(0, 20).map(({ id }, i) => count('decline', id, (age + i) % 6 === 0 ? busy / 3 : 0)),
    count('decline', 'unknown', busy / 4),
    ...entries.slice(0, 18).map(({ id }, i) => count('open-uncertain', id, busy / (i + 2))),
    ...entries.slice(2, 9).map(({ id }, i) => count('open-named', id, busy / (i + 3))),
    count('open-unrelated', '-', busy / 4),
    count('open-vague', '-', busy / 3),
    count('ignored', 'not-a-question', 5 * busy),
    count('ignored', 'not-certain', 2 * busy),
    count('addressing', 'ambient', busy),
    count('addressing', 'mention', 2 * busy),
    count('addressing', 'direct', 3 * busy),
    count('language', 'de', 5 * busy),
    count('language', 'en', busy / 2),
    ...[250, 500, 1_000, 2_000, 5_000, 15_000].map((bound, i) =>
      count('response-time', String(bound), (3 * busy) / (i + 1)),
    ),
  ]
  return all.filter(({ number }) => number > 0)
}
