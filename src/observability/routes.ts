import type { Registry } from 'prom-client'
import type { Health } from './health.ts'
import { plain } from './monitoring-server.ts'
import type { Route } from './monitoring-server.ts'

export interface RouteParts {
  readonly health: Health
  readonly registry: Registry
  /** The insight page of the last so many days, as HTML. */
  readonly renderReport: (days: number) => Promise<string>
}

const usualDays = 90
const maxDays = 3_660

/** Answers the requests of monitoring. */
export function createRoutes({
  health,
  registry,
  renderReport,
}: RouteParts): Readonly<Record<string, Route>> {
  return {
    '/': () => plain(200, '/live\n/ready\n/metrics\n/report?days=90\n'),
    '/live': () => plain(200, 'live\n'),
    '/ready': () => {
      const report = health.report()
      const body = `${JSON.stringify(report)}\n`
      return { status: report.ready ? 200 : 503, type: 'application/json', body }
    },
    '/metrics': async () => ({ status: 200, type: registry.contentType, body: await registry.metrics() }),
    '/report': async (query) => {
      const days = Number(query.get('days') ?? usualDays)
      if (!Number.isInteger(days) || days < 1 || days > maxDays) {
        return plain(400, `days: expected a number, 1 to ${maxDays}\n`)
      }
      return { status: 200, type: 'text/html; charset=utf-8', body: await renderReport(days) }
    },
  }
}
