import { setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { ApiRequest } from '../../../src/matrix/client/requester.ts'
import { RoomRegistry } from '../../../src/matrix/rooms/room-registry.ts'
import { runSyncLoop } from '../../../src/matrix/sync/sync-loop.ts'
import { Database } from '../../../src/storage/database.ts'
import { Inbox } from '../../../src/storage/inbox.ts'
import { Outbox } from '../../../src/storage/outbox.ts'
import { rawEvent, rawSync, userId } from '../../support/matrix-events.ts'
import { silentEvents } from '../../support/silent-events.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

/** Polls twice, and says in which order things happened. */
async function order(work: () => Promise<void>): Promise<readonly string[]> {
  using directory = temporaryDirectory()
  using database = Database.open(directory.path)
  const inbox = new Inbox(database, new Outbox(database, () => 0), () => 0)
  const happened: string[] = []
  const stop = new AbortController()
  const request = ({ query }: ApiRequest): Promise<unknown> => {
    const since = String(query?.['since'] ?? 'the start')
    happened.push(`asked from ${since}`)
    if (since === 's2') stop.abort()
    return Promise.resolve(rawSync([rawEvent()]))
  }
  const journal = {
    token: () => inbox.token(),
    record: (response: Parameters<Inbox['record']>[0]) => {
      inbox.record(response)
      happened.push('stored')
    },
  }
  await runSyncLoop(
    {
      self: userId('bot'),
      requester: { request },
      encryption: { receiveUpdate: () => Promise.resolve(), receiveState: () => undefined },
      journal,
      registry: new RoomRegistry(inbox),
      events: silentEvents,
      onSynced: async () => {
        await work()
        happened.push('answered')
      },
      onLoggedOut: () => Promise.resolve(),
      random: () => 0,
    },
    stop.signal,
  )
  return happened
}

it('asks on from a token when all that came before it is stored and answered', async () => {
  const happened = await order(() => delay(50))
  expect(happened.slice(0, 4)).toEqual(['asked from the start', 'stored', 'answered', 'asked from s2'])
})

it('does not wait long for an answer that cannot be sent', async () => {
  const sent = Promise.withResolvers<undefined>()
  const happened = await order(() => sent.promise)
  expect(happened.slice(0, 3)).toEqual(['asked from the start', 'stored', 'asked from s2'])
})
