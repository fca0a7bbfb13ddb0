import type { BotEvents } from '../matrix/ports/bot-events.ts'
import type { Outcome } from '../replies/types.ts'
import { describeError } from './describe-error.ts'
import type { Health } from './health.ts'
import type { Logger } from './logger.ts'
import type { MetricsEvents } from './metrics-events.ts'
import type { createStatisticsEvents } from './statistics-events.ts'

type StatisticsEvents = ReturnType<typeof createStatisticsEvents>

export interface Recorders {
  readonly logged: BotEvents
  readonly metrics: MetricsEvents
  readonly statistics: StatisticsEvents
  readonly health: Health
  readonly log: Logger
  /** True if questions that stay open are counted: only if the operator wants that. */
  readonly countsOpenQuestions: boolean
}

/** Has what happens logged, measured and counted. */
export function recordEvents(recorders: Recorders): BotEvents {
  const { logged, metrics, health } = recorders
  return {
    ...logged,
    ...countedEvents(recorders),
    syncSucceeded(data) {
      logged.syncSucceeded(data)
      health.synced()
    },
    syncFailed(data) {
      logged.syncFailed(data)
      metrics.fault('sync')
    },
    loggedOut(data) {
      logged.loggedOut(data)
      metrics.fault('logged-out')
    },
    delayed(data) {
      logged.delayed(data)
      metrics.fault('delayed')
    },
    setAside(data) {
      logged.setAside(data)
      metrics.fault('set-aside')
    },
    sent(data) {
      logged.sent(data)
      metrics.sent(data)
    },
    dropped(data) {
      logged.dropped(data)
      metrics.fault('not-sent')
    },
  }
}

/** The events that the statistics are made of. That a count cannot be stored is no reason not to answer. */
function countedEvents({ logged, metrics, statistics, log, countsOpenQuestions }: Recorders) {
  const count = (work: () => void) => {
    try {
      work()
    } catch (error) {
      metrics.fault('statistics')
      log.error(describeError(error), 'the statistics cannot be stored')
    }
  }
  return {
    handled(data) {
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
    limited(data) {
      logged.limited(data)
      metrics.limited(data)
      count(() => {
        statistics.limited(data)
      })
    },
    feedback(data) {
      logged.feedback(data)
      metrics.feedback(data)
      count(() => {
        statistics.feedback(data)
      })
    },
  } satisfies Partial<BotEvents>
}

/** Ignored messages were not for the bot, so they leave no open question. */
const openQuestionsOf = (outcome: Outcome) => ('open' in outcome ? outcome.open : [])
