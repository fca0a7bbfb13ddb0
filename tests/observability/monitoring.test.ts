import { describe, expect, it } from 'vitest'
import { createCore } from '../../src/core/core.ts'
import { Health } from '../../src/observability/health.ts'
import { createMetricsEvents } from '../../src/observability/metrics-events.ts'
import { createMetrics } from '../../src/observability/metrics.ts'
import { MonitoringServer } from '../../src/observability/monitoring-server.ts'
import { createRoutes } from '../../src/observability/routes.ts'
import { libraryKnowledge } from '../support/fixtures.ts'

const core = createCore(await libraryKnowledge(), { name: 'Hinweisbot', contact: undefined })

async function monitoring({ renderReport = (days: number) => Promise.resolve(`<p>${days}</p>`) } = {}) {
  let now = 0
  const health = new Health(() => now, { isRight: true, offsetSeconds: 0 })
  const metrics = createMetrics({
    version: '1.2.3',
    clockOffset: () => -86_400,
    inbox: () => ({ pending: 3, parked: 2, setAside: 1 }),
    outbox: () => 4,
    syncAge: () => health.syncAge(),
  })
  const faults: unknown[] = []
  const server = await MonitoringServer.listen({
    ...{ host: '127.0.0.1', port: 0 },
    routes: createRoutes({ health, registry: metrics.registry, renderReport }),
    onFault: (error) => faults.push(error),
  })
  const get = async (path: string, method = 'GET') => {
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { method })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  return {
    ...{ server, health, get, faults },
    record: createMetricsEvents(metrics),
    wait: (ms: number) => {
      now += ms
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

describe('the monitoring port', () => {
  it('says that the bot is live, and ready only while it is started and in touch with the homeserver', async () => {
    await using at = await monitoring()
    expect((await at.get('/live')).status).toBe(200)
    expect((await at.get('/ready')).status).toBe(503)
    at.health.started()
    expect((await at.get('/ready')).status).toBe(200)
    at.wait(121_000)
    const { status, text } = await at.get('/ready')
    expect([status, JSON.parse(text)]).toEqual([
      503,
      { clockOffsetSeconds: 0, ready: false, started: true, syncAgeSeconds: 121 },
    ])
    at.health.synced()
    expect((await at.get('/ready')).status).toBe(200)
    at.health.stopped()
    expect((await at.get('/ready')).status).toBe(503)
  })

  it('shows what waits, how long ago the last sync was, and which version runs by which clock', async () => {
    await using at = await monitoring()
    at.wait(5_000)
    const { text, headers } = await at.get('/metrics')
    expect(headers.get('content-type')).toContain('text/plain; version=0.0.4')
    for (const line of [
      `hinweisbot_build_info{version="1.2.3",node="${process.version}"} 1`,
      'hinweisbot_clock_offset_seconds -86400',
      'hinweisbot_inbox_items{state="pending"} 3',
      'hinweisbot_inbox_items{state="parked"} 2',
      'hinweisbot_inbox_items{state="set-aside"} 1',
      'hinweisbot_outbox_items 4',
      'hinweisbot_sync_age_seconds 5',
      'hinweisbot_faults_total{kind="sync"} 0',
    ]) {
      expect(text).toContain(line)
    }
  })

  it('counts answers by outcome and entry, and never shows what was said', async () => {
    await using at = await monitoring()
    const ask = (text: string) => {
      const outcome = core.respond({ text, addressing: 'direct' })
      at.record.handled({ addressing: 'direct', outcome, ageMs: 300, judgedMs: 2 })
    }
    ask('Frau Fremdling: Wann ist die Bibliothek geöffnet?')
    ask('Where is the printer?')
    at.record.identity({ signed: true })
    at.record.fault('delayed')
    const { text } = await at.get('/metrics')
    for (const line of [
      'hinweisbot_messages_total{outcome="answer",addressing="direct"} 1',
      'hinweisbot_messages_total{outcome="decline",addressing="direct"} 1',
      'hinweisbot_answers_total{entry="library/oeffnungszeiten"} 1',
      'hinweisbot_match_duration_seconds_count 2',
      'hinweisbot_answer_age_seconds_bucket{le="0.5"} 2',
      'hinweisbot_cross_signed 1',
      'hinweisbot_faults_total{kind="delayed"} 1',
    ]) {
      expect(text).toContain(line)
    }
    expect(text).not.toMatch(/fremdling|printer/i)
  })

  it('goes on from what earlier processes counted of encryption, and shows nothing of it before', async () => {
    await using at = await monitoring()
    expect((await at.get('/metrics')).text).not.toMatch(/hinweisbot_(undecryptable|keys_withheld)/)
    at.record.encryptionCounted({
      undecryptable: 5,
      withheld: new Map([
        ['m.unverified', 2],
        ['other', 0],
      ]),
    })
    at.record.undecryptable()
    at.record.withheld('m.unverified')
    at.record.withheld('m.no_olm')
    at.record.oneTimeKeys(50)
    const { text } = await at.get('/metrics')
    for (const line of [
      'hinweisbot_undecryptable_total 6',
      'hinweisbot_keys_withheld_total{code="m.unverified"} 3',
      'hinweisbot_keys_withheld_total{code="m.no_olm"} 1',
      'hinweisbot_keys_withheld_total{code="other"} 0',
      'hinweisbot_one_time_keys 50',
    ]) {
      expect(text).toContain(line)
    }
  })

  it('shows the report of so many days', async () => {
    await using at = await monitoring()
    expect((await at.get('/report')).text).toBe('<p>90</p>')
    expect((await at.get('/report?days=7')).text).toBe('<p>7</p>')
    for (const days of ['0', '-1', 'x', '1.5', '99999']) {
      expect((await at.get(`/report?days=${days}`)).status).toBe(400)
    }
  })

  it('names its pages to whoever asks for none of them', async () => {
    await using at = await monitoring()
    const { status, text } = await at.get('/')
    expect({ status, text }).toEqual({ status: 200, text: '/live\n/ready\n/metrics\n/report?days=90\n' })
    for (const page of text.trim().split('\n')) expect((await at.get(page)).status).not.toBe(404)
  })

  it('answers nothing else, and survives a page that cannot be made', async () => {
    const broken = new Error('no')
    await using at = await monitoring({ renderReport: () => Promise.reject(broken) })
    expect((await at.get('/nothing')).status).toBe(404)
    expect((await at.get('/toString')).status).toBe(404)
    expect((await at.get('/live', 'POST')).status).toBe(405)
    const { status, text } = await at.get('/report')
    expect([status, text, at.faults]).toEqual([500, 'fault\n', [broken]])
    expect((await at.get('/live')).status).toBe(200)
  })

  it('is refused clearly if it is taken', async () => {
    await using at = await monitoring()
    const { port } = at.server
    const second = MonitoringServer.listen({ host: '127.0.0.1', port, routes: {}, onFault: () => undefined })
    await expect(second).rejects.toThrow(`can't listen on 127.0.0.1:${port}`)
  })
})
