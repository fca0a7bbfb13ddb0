import { describe, expect, it } from 'vitest'
import { createCore } from '../../src/core/core.ts'
import type { Addressing } from '../../src/core/utterance.ts'
import { createEvents } from '../../src/observability/events.ts'
import { Health } from '../../src/observability/health.ts'
import { createLogger } from '../../src/observability/logger.ts'
import { createMetrics } from '../../src/observability/metrics.ts'
import { createMetricsEvents } from '../../src/observability/metrics-events.ts'
import { recordEvents } from '../../src/observability/record-events.ts'
import { createStatisticsEvents } from '../../src/observability/statistics-events.ts'
import type { Count } from '../../src/storage/statistics.ts'
import { roomId } from '../support/matrix-events.ts'
import { libraryKnowledge } from '../support/fixtures.ts'

const core = createCore(await libraryKnowledge(), { name: 'Hinweisbot', contact: undefined })

function record(countsOpenQuestions: boolean) {
  const counts: Count[] = []
  const lines: string[] = []
  const destination = { write: (line: string) => void lines.push(line) }
  const log = createLogger({ level: 'debug', pretty: false, destination })
  const nothing = () => 0
  const metrics = createMetrics({
    version: '1.2.3',
    clockOffset: () => 0,
    inbox: () => ({ pending: 0, parked: 0, setAside: 0 }),
    outbox: nothing,
    syncAge: nothing,
  })
  const events = recordEvents({
    ...{ log, countsOpenQuestions },
    health: new Health(nothing, { isRight: true, offsetSeconds: 0 }),
    metrics: createMetricsEvents(metrics),
    logged: createEvents(log),
    statistics: createStatisticsEvents({ add: (more) => void counts.push(...more) }),
  })
  return {
    ask: (text: string, addressing: Addressing = 'direct') => {
      const outcome = core.respond({ text, addressing })
      events.handled({ roomId: roomId(), addressing, outcome, ageMs: 0, judgedMs: 0 })
    },
    open: () =>
      counts
        .filter(({ measure }) => measure.startsWith('open-'))
        .map(({ measure, subject }) => `${measure} ${subject}`),
    metrics: () => metrics.registry.getSingleMetricAsString('hinweisbot_open_questions_total'),
    log: () => lines.join(''),
  }
}

const declined = 'Where is the printer?'
const halfAnswered = 'Wann hat die Bibliothek geöffnet? Und wo kann ich drucken?'

describe('questions that stay open', () => {
  it('are not counted unless the operator wants it', async () => {
    const { ask, open, metrics } = record(false)
    ask(declined)
    ask(halfAnswered)
    expect(open()).toEqual([])
    expect(await metrics()).not.toMatch(/ [1-9]/)
  })

  it('are counted once each, also beside one that is answered, in statistics and metrics', async () => {
    const { ask, open, metrics } = record(true)
    ask(declined)
    ask(halfAnswered)
    expect(open()).toHaveLength(2)
    expect(open().every((line) => line.startsWith('open-named '))).toBe(true)
    expect(await metrics()).toContain('hinweisbot_open_questions_total{reason="named"} 2')
  })

  it('are not counted of what nobody asked the bot', () => {
    const { ask, open } = record(true)
    ask('Wo kann man hier drucken?', 'ambient')
    ask('Schönes Wochenende!', 'ambient')
    ask('hilfe')
    expect(open()).toEqual([])
  })

  it('leave no word in the log', () => {
    const { ask, open, log } = record(true)
    ask('Wo finde ich das Einhorn von Frau Fremdling?')
    expect(open()).toHaveLength(1)
    expect(log()).toContain('message handled')
    expect(open().join() + log()).not.toMatch(/einhorn|fremdling/i)
  })
})
