import type { BotEvents } from '../ports/bot-events.ts'
import { isFatal } from '../ports/encryption.ts'
import { backoffMs } from '../client/backoff.ts'
import { isLoggedOut, isRetryable, MatrixRequestError } from '../client/request-error.ts'
import { isEventId, isRoomId } from '../ports/ids.ts'
import type { EventId, RoomId } from '../ports/ids.ts'
import type { IncomingBox, IncomingItem, OutgoingEntry, WorkGroup } from '../ports/queues.ts'
import type { HandleItem } from './handle-event.ts'
import type { Handling } from './handling.ts'
import type { LaneStep } from './room-lanes.ts'

export interface WorkerOptions {
  readonly inbox: IncomingBox
  readonly group: WorkGroup
  /** False for items that another worker of the same group takes. */
  readonly takes?: (item: IncomingItem) => boolean
  /** Told about a room whose next item is another worker's. */
  readonly onPassed?: (roomId: RoomId, item: IncomingItem) => void
  /** By kind of item. */
  readonly handlers: Readonly<Record<string, HandleItem>>
  readonly events: Pick<BotEvents, 'parked' | 'setAside' | 'delayed'>
  /** Told that there is something to send in a room, and for which event. */
  readonly onAnswered: (roomId: RoomId, eventId: EventId | undefined) => void
  /** Told about a token that is no longer valid. */
  readonly onLoggedOut: (error: MatrixRequestError) => void
  readonly random: () => number
}

/** Attempts at something that fails for a reason that may pass, before it is set aside. With pauses they take some hours. */
const maxAttempts = 500
/** Attempts at following or refusing an invitation; those that are left over are looked at again later. */
const maxEntrances = 20
/** Attempts at joining or leaving a room that the homeserver refuses: its own view of the room may lag behind. */
const maxRefusals = 5

/** Handles the next item of a room. No error leaves: the item is tried again later, or set aside with its reason. */
export function createWorker(options: WorkerOptions): (roomId: RoomId) => Promise<LaneStep> {
  const { inbox } = options
  const failures = new Map<string, number>()
  return async (roomId) => {
    const item = inbox.next(roomId, options.group)
    if (item === undefined) return 'empty'
    if (options.takes?.(item) === false) {
      options.onPassed?.(roomId, item)
      return 'empty'
    }
    try {
      const handler = options.handlers[item.kind]
      if (handler === undefined) throw new TypeError(`no handler for ${item.kind}`)
      const handling = await handler(roomId, item)
      if (handling.kind === 'postponed') return { retryInMs: handling.retryInMs }
      finish(inbox, item, handling)
      failures.delete(item.key)
      if (handling.kind !== 'filled') announce(options, roomId, item, handling.outgoing)
      if (handling.kind === 'parked') options.events.parked({ roomId, reason: handling.reason })
      return 'more'
    } catch (error) {
      const count = (failures.get(item.key) ?? 0) + 1
      if (isLoggedOut(error)) options.onLoggedOut(error)
      if (!mayRetry(item, error, count)) {
        failures.delete(item.key)
        inbox.setAside(item.key, nameOf(error))
        options.events.setAside({ roomId, kind: item.kind, error })
        return 'more'
      }
      failures.set(item.key, count)
      const retryInMs = backoffMs(count, error, options.random)
      options.events.delayed({ roomId, error, retryInMs })
      return { retryInMs }
    }
  }
}

/** A message need not be for the room in which it was caused. */
function announce(
  { onAnswered }: WorkerOptions,
  roomId: RoomId,
  item: IncomingItem,
  outgoing: readonly OutgoingEntry[],
): void {
  for (const room of new Set(outgoing.map((entry) => entry.roomId))) {
    if (isRoomId(room)) onAnswered(room, room === roomId && isEventId(item.key) ? item.key : undefined)
  }
}

type Finished = Exclude<Handling, { kind: 'postponed' }>

function finish(inbox: IncomingBox, item: IncomingItem, handling: Finished): void {
  switch (handling.kind) {
    case 'settled':
      inbox.settle(item.key, handling.outgoing)
      return
    case 'parked':
      inbox.park(item.key, handling.reason, handling.outgoing)
      return
    case 'filled':
      inbox.fill(item, handling.entries)
  }
}

function mayRetry(item: IncomingItem, error: unknown, attempts: number): boolean {
  if (isFatal(error)) return true
  if (isRetryable(error)) return attempts < (item.kind === 'invitation' ? maxEntrances : maxAttempts)
  if (!(error instanceof MatrixRequestError)) return false
  if (error.kind === 'aborted' || error.kind === 'logged-out') return true
  return item.kind !== 'event' && item.kind !== 'state' && attempts < maxRefusals
}

/** Only the kind of an error is stored, since its message may repeat what was said. */
function nameOf(error: unknown): string {
  if (error instanceof MatrixRequestError) return `${error.kind} ${error.errcode ?? ''}`.trim()
  return error instanceof Error ? error.name : typeof error
}
