import { describe, expect, it } from 'vitest'
import { MatrixRequestError, ProxiedError } from '../../src/matrix/client/request-error.ts'
import { createEncryptionReporter } from '../../src/observability/encryption-events.ts'
import { Contact } from '../../src/observability/contact.ts'
import { createEvents } from '../../src/observability/events.ts'
import { createLogger } from '../../src/observability/logger.ts'

function logged() {
  const lines: Record<string, unknown>[] = []
  const destination = {
    write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>),
  }
  return { lines, log: createLogger({ level: 'info', pretty: false, destination }) }
}

const address = 'https://matrix.example.org'
const asked = { method: 'POST', path: '/_matrix/client/v3/login', address }
const refusedConnection = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
const synced = { entries: 0, malformed: 0, ms: 1 }

describe('a wait for the homeserver', () => {
  it('names what is waited for, where, why, and when it is tried again', () => {
    const { lines, log } = logged()
    const events = createEvents(log)
    const error = new MatrixRequestError({ ...asked, kind: 'network' }, { cause: refusedConnection })
    events.waiting({ step: 'login', error, retryInMs: 500 })
    expect(lines).toMatchObject([
      { level: 'warn', msg: 'waiting for the homeserver', step: 'login', kind: 'network', address },
    ])
    expect(lines[0]).toMatchObject({ reason: 'ECONNREFUSED', retryInMs: 500 })
  })

  it('names the proxy through which no answer came', () => {
    const { lines, log } = logged()
    const cause = new ProxiedError('http://proxy.example.org:3128', { cause: refusedConnection })
    const error = new MatrixRequestError({ ...asked, kind: 'network' }, { cause })
    createEvents(log).waiting({ step: 'login', error, retryInMs: 500 })
    const proxy = 'http://proxy.example.org:3128'
    expect(lines).toMatchObject([{ reason: 'ECONNREFUSED', address, proxy }])
  })

  it('names the status that was answered', () => {
    const { lines, log } = logged()
    const error = new MatrixRequestError({ ...asked, kind: 'rate-limited', status: 429, retryAfterMs: 9 })
    createEvents(log).waiting({ step: 'login', error, retryInMs: 309_649 })
    expect(lines).toMatchObject([{ kind: 'rate-limited', status: 429, retryInMs: 309_649 }])
  })

  it('has an end in the log, also if encryption has waited', () => {
    const { lines, log } = logged()
    const contact = new Contact(log)
    const events = createEvents(log, contact)
    const error = new MatrixRequestError({ ...asked, kind: 'server', status: 502 })
    events.syncSucceeded(synced)
    createEncryptionReporter(log, contact).report({ kind: 'waiting', step: 'keys', error, retryInMs: 1 })
    events.syncFailed({ error, retryInMs: 1 })
    events.syncSucceeded(synced)
    events.syncSucceeded(synced)
    expect(lines.map(({ msg }) => msg)).toEqual([
      'waiting for the homeserver',
      'sync failed',
      'the homeserver answers again',
    ])
    expect(lines.at(-1)).toMatchObject({ level: 'info', failures: 2 })
  })
})
