import type { HandledMessage } from '../matrix/ports/bot-events.ts'
import type { OpenQuestion, Outcome } from '../replies/types.ts'
import type { Count } from '../storage/statistics.ts'

export interface Counter {
  add(counts: readonly Count[]): void
}

/** Upper bounds of the response times told apart, in milliseconds; what takes longer counts as `more`. */
export const responseTimeBoundsMs = [250, 500, 1_000, 2_000, 5_000, 15_000, 60_000, 300_000] as const

/** Subject of a decline for which the knowledge has no decline entry. */
export const unknownGap = 'unknown'

/** Subject of an open question that no FAQ entry comes near to; no entry can have this id. */
export const noEntry = '-'

/** Counts what happens, by closed words and ids of entries. Who asked what and where isn't handed on. */
export function createStatisticsEvents(statistics: Counter) {
  return {
    handled({ addressing, outcome, ageMs }: Pick<HandledMessage, 'addressing' | 'outcome' | 'ageMs'>): void {
      const counts = countsOf(outcome)
      statistics.add(
        outcome.kind === 'ignore'
          ? counts
          : [
              ...counts,
              { measure: 'addressing', subject: addressing },
              { measure: 'language', subject: outcome.reply.language },
              { measure: 'response-time', subject: toBucket(ageMs) },
            ],
      )
    },
    openQuestions(questions: readonly OpenQuestion[]): void {
      statistics.add(
        questions.map(({ reason, nearest = noEntry }) => ({ measure: `open-${reason}`, subject: nearest })),
      )
    },
    limited({ by }: { readonly by: string }): void {
      statistics.add([{ measure: 'limited', subject: by }])
    },
    feedback({ entry, helpful }: { readonly entry: string; readonly helpful: boolean }): void {
      statistics.add([{ measure: helpful ? 'feedback-up' : 'feedback-down', subject: entry }])
    },
  }
}

function countsOf(outcome: Outcome): readonly Count[] {
  return [{ measure: 'outcome', subject: outcome.kind }, ...details(outcome)]
}

function details(outcome: Outcome): readonly Count[] {
  switch (outcome.kind) {
    case 'answer':
      return outcome.answers.map(({ entry }) => ({ measure: 'answer', subject: entry.id }))
    case 'suggest':
      return outcome.suggestions.map(({ id }) => ({ measure: 'suggestion', subject: id }))
    case 'decline':
      return [{ measure: 'decline', subject: outcome.entry?.id ?? unknownGap }]
    case 'command':
      return [{ measure: 'command', subject: outcome.command }]
    case 'ignore':
      return [{ measure: 'ignored', subject: outcome.reason }]
  }
}

const toBucket = (ms: number) => String(responseTimeBoundsMs.find((bound) => ms <= bound) ?? 'more')
