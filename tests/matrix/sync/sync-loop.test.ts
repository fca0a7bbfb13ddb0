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

interface Stage {
  readonly request: (request: ApiRequest) => Promise<unknown>
  readonly onSynced?: () => Promise<void>
  readonly onStored?: () => void
}

/** Polls until the signal is aborted. */
async function poll({ request, onSynced, onStored }: Stage, signal: AbortSignal): Promise<void> {
  using directory = temporaryDirectory()
  using database = Database.open(directory.path)
  const inbox = new Inbox(database, new Outbox(database, () => 0), () => 0)
  const journal = {
    token: () => inbox.token(),
    record: (response: Parameters<Inbox['record']>[0]) => {
      inbox.record(response)
      onStored?.()
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
      onSynced: onSynced ?? (() => Promise.resolve()),
      onLoggedOut: () => Promise.resolve(),
      random: () => 0,
    },
    signal,
  )
}

/** Polls twice, and says in which order things happened. */
async function order(work: () => Promise<void>): Promise<readonly string[]> {
  const happened: string[] = []
  const stop = new AbortController()
  const request = ({ query }: ApiRequest): Promise<unknown> => {
    const since = String(query?.['since'] ?? 'the start')
    happened.push(`asked from ${since}`)
    if (since === 's2') stop.abort()
    return Promise.resolve(rawSync([rawEvent()]))
  }
  const onSynced = async () => {
    await work()
    happened.push('answered')
  }
  await poll({ request, onSynced, onStored: () => happened.push('stored') }, stop.signal)
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

const ofDevices = (changed: readonly string[], left: readonly string[]) => ({
  device_lists: { changed, left },
})

it.each([
  ['messages between devices', { to_device: { events: [{ type: 'm.dummy', sender: '@anna:staff.test' }] } }],
  ['changed devices', ofDevices(['@anna:staff.test'], [])],
  ['devices that are gone', ofDevices([], ['@anna:staff.test'])],
])('asks on at once however many responses bring nothing but %s', async (_, news) => {
  const stop = new AbortController()
  let asked = 0
  const request = () => {
    asked += 1
    if (asked === 30) stop.abort()
    return Promise.resolve({ next_batch: `s${asked}`, ...news })
  }
  const started = performance.now()
  await poll({ request }, stop.signal)
  expect(performance.now() - started).toBeLessThan(2_000)
})
