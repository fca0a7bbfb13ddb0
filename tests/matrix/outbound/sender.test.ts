import { describe, expect, it } from 'vitest'
import type { OutgoingEntry } from '../../../src/matrix/ports/queues.ts'
import { createSender } from '../../../src/matrix/outbound/sender.ts'
import { MatrixRequestError } from '../../../src/matrix/client/request-error.ts'
import type { ApiRequest } from '../../../src/matrix/client/requester.ts'
import { Database } from '../../../src/storage/database.ts'
import { Outbox } from '../../../src/storage/outbox.ts'
import { roomId } from '../../support/matrix-events.ts'
import { silentEvents } from '../../support/silent-events.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const room = roomId()
const answer: OutgoingEntry = {
  transactionId: 'answer',
  roomId: room,
  type: 'm.room.message',
  content: '{"body":"Antwort"}',
}

function setUp(request: (request: ApiRequest) => Promise<unknown>) {
  const directory = temporaryDirectory()
  const database = Database.open(directory.path)
  const outbox = new Outbox(database, () => 0)
  outbox.add(answer)
  const released: string[] = []
  const send = createSender({
    outbox,
    requester: { request },
    events: silentEvents,
    maxAgeMs: 1000,
    now: () => 0,
    random: () => 0,
    onReleased: (rooms) => void released.push(...rooms),
    onLoggedOut: () => undefined,
  })
  return {
    outbox,
    released,
    send: () => send(room),
    [Symbol.dispose]: () => {
      database[Symbol.dispose]()
      directory[Symbol.dispose]()
    },
  }
}

describe('the sender', () => {
  it('makes each attempt with the same bytes and the same transaction id', async () => {
    const requests: ApiRequest[] = []
    using sending = setUp(({ method, path, body }) => {
      requests.push({ method, path, body })
      return requests.length < 3
        ? Promise.reject(new MatrixRequestError({ kind: 'network', method, path }))
        : Promise.resolve({ event_id: '$answer' })
    })
    expect(await sending.send()).toEqual({ retryInMs: 250 })
    expect(await sending.send()).toEqual({ retryInMs: 500 })
    expect(await sending.send()).toBe('more')
    expect(await sending.send()).toBe('empty')
    expect(requests).toEqual([requests[0], requests[0], requests[0]])
    expect(requests[0]?.path).toMatch(/\/answer$/)
    expect(sending.outbox.hasSent('$answer')).toBe(true)
  })

  it('waits for a person to lift what is refused to the account', async () => {
    let errcode: string | undefined = 'M_CONSENT_NOT_GIVEN'
    using sending = setUp(({ method, path }) =>
      errcode === undefined
        ? Promise.resolve({ event_id: '$answer' })
        : Promise.reject(new MatrixRequestError({ kind: 'refused', status: 403, errcode, method, path })),
    )
    expect(await sending.send()).toEqual({ retryInMs: 60_000 })
    errcode = undefined
    expect(await sending.send()).toBe('more')
    expect(sending.outbox.hasSent('$answer')).toBe(true)
  })

  it('gives up what a firewall refuses, and goes on in the room', async () => {
    using sending = setUp(({ method, path }) =>
      path.endsWith('/answer')
        ? Promise.reject(new MatrixRequestError({ kind: 'malformed', status: 403, method, path }))
        : Promise.resolve({ event_id: '$next' }),
    )
    sending.outbox.add({ ...answer, transactionId: 'next' })
    sending.outbox.add({
      ...answer,
      roomId: '!other',
      transactionId: 'told',
      after: { transactionId: 'answer', outcome: 'dropped' },
    })
    for (let attempt = 1; attempt < 8; attempt++) expect(await sending.send()).toHaveProperty('retryInMs')
    expect(await sending.send()).toBe('more')
    expect(sending.released).toEqual(['!other'])
    expect(await sending.send()).toBe('more')
    expect(sending.outbox.hasSent('$next')).toBe(true)
  })
})
