import type { Outcome } from '../replies/types.ts'
import type { Addressing } from '../reading/utterance.ts'
import { describeError } from './describe-error.ts'
import type { createEvents } from './events.ts'
import type { Health } from './health.ts'
import type { Logger } from './logger.ts'
import type { MetricsEvents } from './metrics-events.ts'
import type { createStatisticsEvents } from './statistics-events.ts'

type LoggedEvents = ReturnType<typeof createEvents>
type StatisticsEvents = ReturnType<typeof createStatisticsEvents>

interface Handled {
  readonly roomId: string
  readonly addressing: Addressing
  readonly outcome: Outcome
  readonly ageMs: number
  readonly judgedMs: number
}

export interface Recorders {
  readonly logged: LoggedEvents
  readonly metrics: MetricsEvents
  readonly statistics: StatisticsEvents
  readonly health: Health
  readonly log: Logger
  /** Whether it is counted what stays open: only if the operator wants that. */
  readonly countsOpenQuestions: boolean
}

/** Has what happens logged, measured and counted. That a count cannot be stored is no reason not to answer. */
export function recordEvents(recorders: Recorders) {
  const { logged, metrics, statistics, health, log, countsOpenQuestions } = recorders
  const count = (work: () => void) => {
    try {
      work()
    } catch (error) {
      metrics.fault('statistics')
      log.error(describeError(error), 'the statistics cannot be stored')
    }
  }
  return {
    ...logged,
    syncSucceeded(data: Parameters<LoggedEvents['syncSucceeded']>[0]): void {
      logged.syncSucceeded(data)
      health.synced()
    },
    syncFailed(data: Parameters<LoggedEvents['syncFailed']>[0]): void {
      logged.syncFailed(data)
      metrics.fault('sync')
    },
    loggedOut(data: Parameters<LoggedEvents['loggedOut']>[0]): void {
      logged.loggedOut(data)
      metrics.fault('logged-out')
    },
    handled(data: Handled): void {
      logged.handled(data)
      metrics.handled(data)
      count(() => {
        statistics.handled(data)
      })
      const open = countsOpenQuestions ? openQuestionsOf(data.outcome) : []
      if (open.length === 0) return
      metrics.openQuestions(open)
      count(() => {
        statistics.openQuestions(open)
      })
    },
    limited(data: { readonly roomId: string; readonly by: 'person' | 'room'; readonly told: boolean }): void {
      logged.limited(data)
      metrics.limited(data)
      count(() => {
        statistics.limited(data)
      })
    },
    feedback(data: { readonly entry: string; readonly helpful: boolean }): void {
      logged.feedback(data)
      metrics.feedback(data)
      count(() => {
        statistics.feedback(data)
      })
    },
    delayed(data: Parameters<LoggedEvents['delayed']>[0]): void {
      logged.delayed(data)
      metrics.fault('delayed')
    },
    setAside(data: Parameters<LoggedEvents['setAside']>[0]): void {
      logged.setAside(data)
      metrics.fault('set-aside')
    },
    sent(data: Parameters<LoggedEvents['sent']>[0]): void {
      logged.sent(data)
      metrics.sent(data)
    },
    dropped(data: Parameters<LoggedEvents['dropped']>[0]): void {
      logged.dropped(data)
      metrics.fault('not-sent')
    },
  }
}

/** Nobody asked the bot what it says nothing about. */
const openQuestionsOf = (outcome: Outcome) =>
  outcome.kind === 'answer' || outcome.kind === 'decline' ? outcome.open : []
