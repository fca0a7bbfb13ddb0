import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'
import * as v from '../../src/documents/valibot.ts'
import { readCounts } from '../../src/matrix/encryption/counts.ts'
import { Notes } from '../../src/matrix/encryption/store/notes.ts'
import { createMetricsEvents } from '../../src/observability/metrics-events.ts'
import { createMetrics } from '../../src/observability/metrics.ts'
import { MemoryRecords } from '../support/memory-records.ts'

const folder = path.join(import.meta.dirname, '../../docs/monitoring')
const read = (name: string) => readFileSync(path.join(folder, name), 'utf8')

const dashboard = v.parse(
  v.object({
    panels: v.array(
      v.object({
        id: v.number(),
        title: v.string(),
        targets: v.array(v.object({ expr: v.string(), legendFormat: v.string() })),
      }),
    ),
  }),
  JSON.parse(read('grafana-dashboard.json')),
)
const rules = v.parse(
  v.object({
    groups: v.array(v.object({ rules: v.array(v.object({ alert: v.string(), expr: v.string() })) })),
  }),
  parse(read('alerts.yaml')),
)

const metrics = createMetrics({
  version: '1.2.3',
  clockOffset: () => 0,
  inbox: () => ({ pending: 0, parked: 0, setAside: 0 }),
  outbox: () => 0,
  syncAge: () => 0,
})
metrics.answers.inc({ entry: 'some-entry' })
const events = createMetricsEvents(metrics)
events.sent({ ms: 1 })
events.encryptionCounted(readCounts(new Notes(new MemoryRecords(), [])))
const exposition = await metrics.registry.metrics()

/** The labels of each series that the bot shows, with the values they take. */
const series = new Map<string, Map<string, Set<string>>>()
for (const [, name = '', labels = ''] of exposition.matchAll(/^(\w+)(?:\{(.*?)\})? /gm)) {
  const known = series.get(name) ?? new Map<string, Set<string>>()
  for (const [, label = '', value = ''] of labels.matchAll(/(\w+)="(.*?)"/g)) {
    known.set(label, (known.get(label) ?? new Set()).add(value))
  }
  series.set(name, known)
}
const ofPrometheus = new Map([['up', new Map<string, Set<string>>()]])
const labelsOf = (name: string) => series.get(name) ?? ofPrometheus.get(name)

const expressions = [
  ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
  ...rules.groups.flatMap((group) => group.rules.map(({ alert, expr }) => [alert, expr] as const)),
]

/** Names of metrics: words that stand before a selector, a range or an operator and are no function or keyword. */
const namesIn = (expr: string) =>
  [
    ...expr.replaceAll(/\{.*?\}|by \(.*?\)/g, '').matchAll(/\b(?:up|(?:hinweisbot|process|nodejs)_\w+)\b/g),
  ].map(([name]) => name)

describe('the dashboard and the alert rules', () => {
  it.each(expressions)('"%s" asks only for what the bot shows: %s', (_, expr) => {
    const names = namesIn(expr)
    expect(names.length).toBeGreaterThan(0)
    for (const name of names) expect(labelsOf(name), name).toBeDefined()
  })

  it.each(expressions.filter(([, expr]) => expr.includes('{')))(
    '"%s" selects by labels and values that exist: %s',
    (_, expr) => {
      for (const [, name = '', selector = ''] of expr.matchAll(/(\w+)\{(.*?)\}/g)) {
        for (const [, label = '', value = ''] of selector.matchAll(/(\w+)=~?"(.*?)"/g)) {
          if (label === 'job') continue
          const values = labelsOf(name)?.get(label)
          expect([...(values ?? [])], `${name} by ${label}`).toEqual(expect.arrayContaining(value.split('|')))
        }
      }
    },
  )

  it.each(expressions.filter(([, expr]) => expr.includes('by (')))(
    '"%s" groups by labels that exist: %s',
    (_, expr) => {
      const known = new Set(namesIn(expr).flatMap((name) => [...(labelsOf(name)?.keys() ?? [])]))
      for (const [, label = ''] of expr.matchAll(/by \((\w+)\)/g)) expect([...known]).toContain(label)
    },
  )

  it('has panels that can be told apart', () => {
    const ids = dashboard.panels.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('show every metric of the bot at least once', () => {
    const asked = new Set(expressions.flatMap(([, expr]) => namesIn(expr)))
    const own = metrics.registry
      .getMetricsAsArray()
      .map(({ name }) => name)
      .filter((name) => name.startsWith('hinweisbot_'))
    for (const name of own)
      expect(
        [...asked].some((one) => one.startsWith(name)),
        name,
      ).toBe(true)
  })
})

describe('the labels of the metrics', () => {
  it('are few, and none of them can name a person or a room', () => {
    const labels = new Set([...series.values()].flatMap((known) => [...known.keys()]))
    const ofNode = ['le', 'quantile', 'kind', 'space', 'type', 'node', 'version', 'major', 'minor', 'patch']
    expect(labels.difference(new Set(ofNode))).toEqual(
      new Set(['outcome', 'addressing', 'entry', 'by', 'state', 'code', 'helpful', 'result', 'reason']),
    )
  })
})
