import { expect, it } from 'vitest'
import type { ApiRequest } from '../../../src/matrix/http/requester.ts'
import { RoomRegistry } from '../../../src/matrix/rooms/room-registry.ts'
import { runSyncLoop } from '../../../src/matrix/sync/sync-loop.ts'
import { Database } from '../../../src/storage/database.ts'
import { Inbox } from '../../../src/storage/inbox.ts'
import { Outbox } from '../../../src/storage/outbox.ts'
import { rawEvent, rawSync, userId } from '../../support/matrix-events.ts'
import { silentEvents } from '../../support/silent-events.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

it('asks on from a token only when all that came before it is on disk', async () => {
  using directory = temporaryDirectory()
  using database = Database.open(directory.path)
  const inbox = new Inbox(database, new Outbox(database, () => 0), () => 0)
  const order: string[] = []
  const stop = new AbortController()
  const request = ({ query }: ApiRequest): Promise<unknown> => {
    const since = String(query?.['since'] ?? 'the start')
    order.push(`asked from ${since}`)
    if (since === 's2') stop.abort()
    return Promise.resolve(rawSync([rawEvent()]))
  }
  const journal = {
    token: () => inbox.token(),
    durable: async () => {
      await inbox.durable()
      order.push(`on disk: ${inbox.token() ?? 'nothing'}`)
    },
    record: (response: Parameters<Inbox['record']>[0]) => {
      inbox.record(response)
      order.push('recorded')
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
      onSynced: () => undefined,
      onLoggedOut: () => Promise.resolve(),
      random: () => 0,
    },
    stop.signal,
  )
  expect(order.slice(0, 5)).toEqual([
    'on disk: nothing',
    'asked from the start',
    'recorded',
    'on disk: s2',
    'asked from s2',
  ])
})
