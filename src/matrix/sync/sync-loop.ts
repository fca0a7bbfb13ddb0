import { setTimeout as delay } from 'node:timers/promises'
import type { BotEvents } from '../ports/bot-events.ts'
import type { SyncJournal } from '../ports/queues.ts'
import { isFatal } from '../ports/encryption.ts'
import type { RoomEncryption, RoomStateUpdate } from '../ports/encryption.ts'
import { backoffMs } from '../client/backoff.ts'
import { isLoggedOut, MatrixRequestError } from '../client/request-error.ts'
import type { Requester } from '../client/requester.ts'
import type { RoomId, UserId } from '../ports/ids.ts'
import { serializeRoomFacts } from '../rooms/room-facts.ts'
import type { RoomRegistry } from '../rooms/room-registry.ts'
import { isOwnJoin, planSync } from './plan-sync.ts'
import type { SyncPlan } from './plan-sync.ts'
import { syncFilter } from './sync-filter.ts'
import { decodeSyncResponse } from './sync-response.ts'
import type { JoinedRoom, SyncResponse } from './sync-response.ts'

export interface SyncLoopOptions {
  readonly self: UserId
  /** Its requests end with the loop's signal. */
  readonly requester: Requester
  readonly encryption: Pick<RoomEncryption, 'receiveUpdate' | 'receiveState'>
  readonly journal: SyncJournal
  readonly registry: RoomRegistry
  readonly events: BotEvents
  /**
   * Told, once a response is stored, about rooms with new entries and about own events by their transaction ids. The
   * promise resolves once nothing is at work any more.
   */
  readonly onSynced: (rooms: ReadonlySet<RoomId>, echoes: ReadonlyMap<string, string>) => Promise<void>
  /** Gets a new token; the sync goes on once it resolves. */
  readonly onLoggedOut: (error: MatrixRequestError) => Promise<void>
  readonly random: () => number
}

const pollMs = 30_000
/** Above the poll itself; an initial sync of a large account takes longer. */
const pollTimeoutMs = 75_000
const initialTimeoutMs = 10 * 60_000
/**
 * How long the next poll waits for the answers to the last one to be sent, in milliseconds. A homeserver works on few requests at
 * once, and who asks alone waits for the answer, not for the poll. When many ask, waiting longer costs more than it spares.
 */
const answersFirstMs = 50
/** Responses without news in a row, each faster than this, come from something that doesn't poll properly. */
const hastyMs = 200
const maxHasty = 10
const hastyPauseMs = 2_000

/**
 * Polls the homeserver until `signal` is aborted. Each response is stored with its token before the next one is asked for;
 * nothing is handled here. A fault leads to a pause and the same token again, but for a fatal one, which is thrown.
 */
export async function runSyncLoop(options: SyncLoopOptions, signal: AbortSignal): Promise<void> {
  let failures = 0
  let hasty = 0
  // A start would take as long as the homeserver has nothing new to say.
  let waitMs = 0
  while (!signal.aborted) {
    const started = performance.now()
    try {
      const hasNews = await syncOnce(options, waitMs, signal)
      waitMs = pollMs
      failures = 0
      hasty = hasNews || performance.now() - started >= hastyMs ? 0 : hasty + 1
      if (hasty >= maxHasty) await delay(hastyPauseMs, undefined, { signal })
    } catch (error) {
      if (isAborted(signal)) return
      if (isFatal(error)) throw error
      if (isLoggedOut(error)) {
        await options.onLoggedOut(error)
        continue
      }
      failures++
      const retryInMs = backoffMs(failures, error, options.random)
      options.events.syncFailed({ error, retryInMs })
      await delay(retryInMs, undefined, { signal }).catch(() => undefined)
    }
  }
}

/** True if the response says something new. */
async function syncOnce(options: SyncLoopOptions, waitMs: number, signal: AbortSignal): Promise<boolean> {
  const { requester, encryption, journal, registry, events } = options
  const started = performance.now()
  const since = journal.token()
  const path = '/_matrix/client/v3/sync'
  const answer = await requester.request({
    method: 'GET',
    path,
    query: {
      since,
      timeout: waitMs,
      filter: syncFilter,
      set_presence: 'offline',
    },
    timeoutMs: since === undefined ? initialTimeoutMs : pollTimeoutMs,
  })
  const response = decodeSyncResponse(answer)
  if (response === undefined) throw new MatrixRequestError({ kind: 'malformed', method: 'GET', path })

  await encryption.receiveUpdate(response.update)
  encryption.receiveState(response.joined.map((room) => stateOf(room, options.self)))
  const plan = planSync(response, { self: options.self, since, facts: (roomId) => registry.get(roomId) })
  const rooms = new Map([...plan.rooms].map(([roomId, facts]) => [roomId, serializeRoomFacts(facts)]))
  journal.record({ token: response.nextBatch, entries: plan.entries, rooms })
  registry.remember(plan.rooms)

  const answered = options.onSynced(new Set(plan.entries.map((entry) => entry.roomId)), plan.echoes)
  const ms = performance.now() - started
  events.syncSucceeded({ entries: plan.entries.length, malformed: response.malformed, ms })
  await Promise.race([answered, delay(answersFirstMs, undefined, { signal, ref: false })])
  return isNews(response, plan)
}

/** False for a response that a homeserver which polls would not have sent yet. */
function isNews({ update }: SyncResponse, { entries, rooms, echoes }: SyncPlan): boolean {
  const lists = [entries, update.toDevice, update.changedDevices, update.leftDevices]
  return rooms.size + echoes.size > 0 || lists.some((list) => list.length > 0)
}

/** False after a gap, and when the bot comes back to a room, whose members it was told of no more while it was away. */
function isComplete({ limited, state, timeline }: JoinedRoom, self: UserId): boolean {
  return !limited && ![...state, ...timeline].some((event) => isOwnJoin(event, self))
}

function stateOf(room: JoinedRoom, self: UserId): RoomStateUpdate {
  const events = [...room.state, ...room.timeline].flatMap(({ type, stateKey, sender, content }) =>
    stateKey === undefined ? [] : [{ type, stateKey, sender, content }],
  )
  return { roomId: room.roomId, events, complete: isComplete(room, self) }
}

const isAborted = (signal: AbortSignal) => signal.aborted
