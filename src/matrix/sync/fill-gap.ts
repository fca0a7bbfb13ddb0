import type { BotEvents } from '../bot-events.ts'
import type { Handling } from '../inbound/handling.ts'
import { MatrixRequestError } from '../client/request-error.ts'
import type { Requester } from '../client/requester.ts'
import type { RoomId, UserId } from '../ports/ids.ts'
import { arrayAt, parseJson, stringAt } from '../client/json.ts'
import { isOwnJoin, toEntry } from './plan-sync.ts'
import type { PlannedEntry } from './plan-sync.ts'
import { decodeRoomEvent } from '../ports/room-event.ts'
import type { RoomEvent } from '../ports/room-event.ts'
import { messageFilter } from './sync-filter.ts'

export interface FillGapOptions {
  readonly requester: Requester
  readonly self: UserId
  readonly events: BotEvents
  /** How many events of one gap are looked at; older ones are given up. */
  readonly maxEvents: number
  /** How far back a gap is filled, in milliseconds. */
  readonly maxAgeMs: number
  readonly now: () => number
}

const pageSize = 50

/** Pages back from the start of a limited timeline to where the sync stood before, within bounds of number and age. */
export function createFillGap(options: FillGapOptions) {
  return async (roomId: RoomId, payload: string): Promise<Handling> => {
    const gap = parseJson(payload)
    const to = stringAt(gap, 'to')
    let from = stringAt(gap, 'from')
    const newestFirst: PlannedEntry[] = []
    let seen = 0
    let complete = false
    while (from !== undefined && !complete && seen < options.maxEvents) {
      const page = await fetchPage(options.requester, roomId, from, to)
      seen += page.events.length
      complete = collect(page.events, roomId, options, newestFirst)
      from = page.next
    }
    options.events.gapFilled({
      roomId,
      events: newestFirst.length,
      complete: complete || from === undefined,
    })
    return { kind: 'filled', entries: newestFirst.toReversed() }
  }
}

/** Adds what is to be handled; true once the bot's own join or the oldest permitted event is reached. */
function collect(
  events: readonly RoomEvent[],
  roomId: RoomId,
  { self, maxAgeMs, now }: FillGapOptions,
  found: PlannedEntry[],
): boolean {
  for (const event of events) {
    if (isOwnJoin(event, self) || event.timestamp < now() - maxAgeMs) return true
    found.push(...toEntry(roomId, event, self))
  }
  return false
}

async function fetchPage(requester: Requester, roomId: RoomId, from: string, to: string | undefined) {
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/messages`
  try {
    const answer = await requester.request({
      method: 'GET',
      path,
      query: { dir: 'b', from, to, limit: pageSize, filter: JSON.stringify(messageFilter) },
    })
    const events = arrayAt(answer, 'chunk')
      .map(decodeRoomEvent)
      .filter((event) => event !== undefined)
    return { events, next: stringAt(answer, 'end') }
  } catch (error) {
    // The history is closed to the bot, e.g. since it was removed from the room: there is nothing to be had.
    if (error instanceof MatrixRequestError && error.kind === 'refused')
      return { events: [], next: undefined }
    throw error
  }
}
