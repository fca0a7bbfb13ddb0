import { expect, it } from 'vitest'
import { createMetrics } from '../../src/observability/metrics.ts'

/** As Prettier writes tables, so that the page needs no formatting. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`
  const [head = [], ...rest] = rows
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)].join('\n')
}

it('is a page that has all metrics of the bot; "npx vitest -u" with this file writes it', async () => {
  const metrics = createMetrics({
    ...{ version: '', clockOffset: () => 0, outbox: () => 0, syncAge: () => 0 },
    inbox: () => ({ pending: 0, parked: 0, setAside: 0 }),
  })
  metrics.answers.inc({ entry: 'library/hours' })
  metrics.registry.registerMetric(metrics.undecryptable)
  metrics.withheld.inc({ code: 'other' })
  metrics.registry.registerMetric(metrics.withheld)
  const all = await metrics.registry.getMetricsAsJSON()
  const own = all.filter(({ name }) => name.startsWith('hinweisbot_'))
  const rows = own.map(({ name, type, help, values }) => {
    const labels = new Set(values.flatMap(({ labels: named }) => Object.keys(named)))
    labels.delete('le')
    return [`\`${name}\``, String(type), [...labels].join(', '), help]
  })
  const intro =
    'Made from the program by `tests/observability/metrics-page.test.ts`. What Node.js adds (`process_…`, `nodejs_…`) is not listed.'
  const page = `# Metrics\n\n${intro}\n\n${table([['metric', 'kind', 'labels', 'what it says'], ...rows])}\n`
  await expect(page).toMatchFileSnapshot('../../docs/monitoring/metrics.md')
})
