import { describe, expect, it } from 'vitest'
import { nothingToSend } from '../../../src/matrix/inbound/handling.ts'
import { createWorker } from '../../../src/matrix/inbound/worker.ts'
import { CryptoStoreError, EncryptionUnavailableError } from '../../../src/matrix/encryption/errors.ts'
import { Database } from '../../../src/storage/database.ts'
import { Inbox } from '../../../src/storage/inbox.ts'
import { Outbox } from '../../../src/storage/outbox.ts'
import { eventId, roomId } from '../../support/matrix-events.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

/** Lets a worker handle one question, for which `handle` stands in, and tells what became of it. */
async function handled(handle: () => Promise<typeof nothingToSend>) {
  using directory = temporaryDirectory()
  using database = Database.open(directory.path)
  const inbox = new Inbox(database, new Outbox(database, () => 0), () => 0)
  const entry = { key: eventId('question'), roomId: roomId(), kind: 'event', payload: '{}' }
  inbox.record({ token: 's1', entries: [entry], rooms: new Map() })
  const told: string[] = []
  const tell = (what: string) => () => void told.push(what)
  const work = createWorker({
    inbox,
    group: 'conversation',
    handlers: { event: handle },
    events: { parked: tell('parked'), setAside: tell('set aside'), delayed: tell('delayed') },
    onAnswered: () => undefined,
    onLoggedOut: () => undefined,
    random: () => 0.5,
  })
  const step = await work(roomId())
  return { step, told, depth: inbox.depth() }
}

const waiting = { step: { retryInMs: expect.any(Number) as number }, told: ['delayed'] }

describe('a question', () => {
  it('is done once it is handled', async () => {
    const outcome = await handled(() => Promise.resolve(nothingToSend))
    expect(outcome).toMatchObject({ step: 'more', told: [], depth: { pending: 0, setAside: 0 } })
  })

  it('waits while the homeserver does not tell what encryption has to know', async () => {
    const outcome = await handled(() => Promise.reject(new EncryptionUnavailableError('not now')))
    expect(outcome).toMatchObject({ ...waiting, depth: { pending: 1, setAside: 0 } })
  })

  it('waits for the next start when the keys may not be used any longer', async () => {
    const outcome = await handled(() => Promise.reject(new CryptoStoreError('disk full', 'Make room.')))
    expect(outcome).toMatchObject({ ...waiting, depth: { pending: 1, setAside: 0 } })
  })

  it('is set aside when it cannot be handled', async () => {
    const outcome = await handled(() => Promise.reject(new TypeError('a mistake')))
    expect(outcome).toMatchObject({ step: 'more', told: ['set aside'], depth: { pending: 0, setAside: 1 } })
  })
})
