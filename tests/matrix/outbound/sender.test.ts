import { describe, expect, it } from 'vitest'
import { CryptoStoreError, EncryptionUnavailableError } from '../../../src/matrix/encryption/errors.ts'
import type { RoomEncryption } from '../../../src/matrix/ports/encryption.ts'
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

const plain: RoomEncryption['encrypt'] = (_, event) => Promise.resolve(event)

function setUp(request: (request: ApiRequest) => Promise<unknown>, encrypt = plain) {
  const directory = temporaryDirectory()
  const database = Database.open(directory.path)
  const outbox = new Outbox(database, () => 0)
  outbox.add(answer)
  const released: string[] = []
  const send = createSender({
    outbox,
    requester: { request },
    encryption: { encrypt },
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

  it('encrypts what was queued before its room was encrypted, and does so once', async () => {
    const requests: ApiRequest[] = []
    let made = 0
    using sending = setUp(
      ({ method, path, body }) => {
        requests.push({ method, path, body })
        return requests.length < 2
          ? Promise.reject(new MatrixRequestError({ kind: 'rate-limited', method, path }))
          : Promise.resolve({ event_id: '$answer' })
      },
      (_, { content }) => {
        made += 1
        const ciphertext = `${made} of ${JSON.stringify(content)}`
        return Promise.resolve({ type: 'm.room.encrypted', content: { ciphertext } })
      },
    )
    expect(await sending.send()).toHaveProperty('retryInMs')
    expect(await sending.send()).toBe('more')
    const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/send/m.room.encrypted/answer`
    const sent = { method: 'PUT', path, body: { ciphertext: '1 of {"body":"Antwort"}' } }
    expect(requests).toEqual([sent, sent])
  })

  it.each([
    ['while nobody tells whether its room is encrypted', new EncryptionUnavailableError('unknown')],
    ['when keys can no longer be stored', new CryptoStoreError('full', 'Make room.')],
  ])('keeps a message, and sends nothing, %s', async (_, fault) => {
    using sending = setUp(
      () => Promise.reject(new Error('sent')),
      () => Promise.reject(fault),
    )
    expect(await sending.send()).toHaveProperty('retryInMs')
    expect(sending.outbox.next(room)).toMatchObject(answer)
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
