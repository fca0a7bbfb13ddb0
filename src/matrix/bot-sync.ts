import type { BotContext } from './bot-context.ts'
import { wakeRooms } from './bot-senders.ts'
import type { RoomLanes } from './inbound/room-lanes.ts'
import type { Workers } from './inbound/workers.ts'
import { saveLastUse } from './session/session.ts'
import { runSyncLoop } from './sync/sync-loop.ts'

/** How often the use of the session is noted, in milliseconds. */
const useNotedEveryMs = 3_600_000

/**
 * Runs the sync loop in the background until `polling` is aborted, which stopping the bot does; resolves when it has succeeded for
 * the first time.
 */
export async function startSync(
  context: BotContext,
  { workers, senders }: { readonly workers: Workers; readonly senders: RoomLanes },
  polling: AbortController,
): Promise<void> {
  const { client, registry, encryption, resources, renew, watch } = context
  const { inbox, outbox, events, settings, store, now, random } = context.options
  const first = Promise.withResolvers<undefined>()
  let noted = 0
  const loop = runSyncLoop(
    {
      requester: client.until(polling.signal),
      ...{ journal: inbox, self: settings.userId, registry, encryption, random, events },
      onSynced: async (rooms, echoes) => {
        for (const [transactionId, eventId] of echoes) wakeRooms(senders, outbox.sent(transactionId, eventId))
        wakeRooms(workers, rooms)
        if (now() - noted > useNotedEveryMs) saveLastUse(store, (noted = now()))
        first.resolve(undefined)
        await workers.drained()
        await senders.drained()
      },
      onLoggedOut: renew,
    },
    polling.signal,
  )
  resources.defer(async () => {
    polling.abort()
    await loop.catch(() => undefined)
  })
  watch(loop)
  await Promise.race([first.promise, loop])
}
