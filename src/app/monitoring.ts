import { periodOf } from '../report/days.ts'
import type { LoadedConfig } from '../config/load-config.ts'
import type { KnowledgeBase } from '../knowledge/types.ts'
import type { EncryptionReport } from '../matrix/ports/encryption-report.ts'
import { readVersion } from '../config/version.ts'
import { Clock } from '../observability/clock.ts'
import { Contact } from '../observability/contact.ts'
import { describeError } from '../observability/describe-error.ts'
import { createEncryptionReporter } from '../observability/encryption-events.ts'
import { createEvents } from '../observability/events.ts'
import { Health, wrongClock } from '../observability/health.ts'
import { createKnowledgeEvents } from '../observability/knowledge-events.ts'
import type { Logger } from '../observability/logger.ts'
import type { Metrics } from '../observability/metrics.ts'
import { createMetricsEvents, noMetrics } from '../observability/metrics-events.ts'
import type { MetricsEvents } from '../observability/metrics-events.ts'
import type { MonitoringServer } from '../observability/monitoring-server.ts'
import { recordEvents } from '../observability/record-events.ts'
import { createStatisticsEvents } from '../observability/statistics-events.ts'
import type { Inbox } from '../storage/inbox.ts'
import type { Outbox } from '../storage/outbox.ts'
import type { Statistics } from '../storage/statistics.ts'

export interface MonitoringParts {
  readonly config: Pick<LoadedConfig, 'monitoring' | 'statistics'>
  readonly logger: Logger
  readonly inbox: Inbox
  readonly outbox: Outbox
  readonly statistics: Statistics
  readonly now: () => number
}

const noStatistics = { add: () => undefined }

/** Where all that happens in the bot comes together: the log, the metrics, the statistics, and the port that shows them. */
export async function createMonitoring(parts: MonitoringParts) {
  const { config, logger, statistics, now } = parts
  const clock = new Clock({
    now,
    onWrong: (offsetSeconds) => {
      logger.error({ offsetSeconds }, wrongClock)
    },
    onRight: () => {
      logger.info("this machine's clock is right again")
    },
  })
  const health = new Health(now, clock)
  const metrics = config.monitoring.port === undefined ? undefined : await startMetrics(parts, health, clock)
  const measured = metrics === undefined ? noMetrics : createMetricsEvents(metrics)
  const counter = config.statistics.retentionDays > 0 ? statistics : noStatistics
  const countsOpenQuestions = config.statistics.gaps && config.statistics.retentionDays > 0
  const contact = new Contact(logger)
  const encryptionLog = createEncryptionReporter(logger, contact)
  return {
    health,
    clock,
    events: recordEvents({
      ...{ health, log: logger, metrics: measured, countsOpenQuestions },
      logged: createEvents(logger, contact),
      statistics: createStatisticsEvents(counter),
    }),
    knowledgeEvents: createKnowledgeEvents(logger, measured),
    encryptionReporter: {
      report(report: EncryptionReport): void {
        encryptionLog.report(report)
        measureEncryption(measured, report)
      },
    },
    /** Undefined if the configuration names no port. */
    async listen(knowledge: () => KnowledgeBase): Promise<MonitoringServer | undefined> {
      const { host, port } = config.monitoring
      if (port === undefined || metrics === undefined) return undefined
      // Loaded only here, since Node's HTTP server brings much along.
      const { MonitoringServer } = await import('../observability/monitoring-server.ts')
      const { createRoutes } = await import('../observability/routes.ts')
      const renderReport = async (days: number) => {
        // Loaded when somebody looks: the bot stays in memory with all that it has loaded.
        const { createReport } = await import('../report/report.ts')
        return createReport(statistics, knowledge(), periodOf(days, now()))
      }
      const server = await MonitoringServer.listen({
        ...{ host, port },
        routes: createRoutes({ health, registry: metrics.registry, renderReport }),
        onFault: (error) => {
          logger.error(describeError(error), 'a page of the monitoring cannot be made')
        },
      })
      logger.info({ host, port: server.port }, 'monitoring')
      return server
    },
  }
}

/** Loaded only if somebody can ask for them, since they take memory and look at the process many times a second. */
async function startMetrics(
  { inbox, outbox }: MonitoringParts,
  health: Health,
  clock: Clock,
): Promise<Metrics> {
  const { createMetrics } = await import('../observability/metrics.ts')
  return createMetrics({
    inbox: () => inbox.depth(),
    outbox: () => outbox.depth(),
    syncAge: () => health.syncAge(),
    clockOffset: () => clock.offsetSeconds,
    version: readVersion(),
  })
}

function measureEncryption(measured: MetricsEvents, report: EncryptionReport): void {
  switch (report.kind) {
    case 'identity':
      measured.identity({ signed: report.outcome !== 'recovery-key-missing' })
      break
    case 'request-refused':
      measured.fault('keys-refused')
      break
    case 'counted':
      measured.encryptionCounted(report)
      break
    case 'undecryptable':
      measured.undecryptable()
      break
    case 'key-withheld':
      measured.withheld(report.code)
      break
    case 'one-time-keys':
      measured.oneTimeKeys(report.number)
      break
    case 'verification':
    case 'waiting':
      break
  }
}

export type Monitoring = Awaited<ReturnType<typeof createMonitoring>>
