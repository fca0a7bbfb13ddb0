import type { BotEvents } from '../ports/bot-events.ts'
import type { Handling } from '../inbound/handling.ts'
import { MatrixRequestError } from '../client/request-error.ts'
import type { Requester } from '../client/requester.ts'
import type { RoomId, UserId } from '../ports/ids.ts'
import { arrayAt, at, parseJson, stringAt } from '../client/json.ts'
import { isOwnInvitation, isOwnJoin, toEntry } from './plan-sync.ts'
import type { PlannedEntry } from './plan-sync.ts'
import { decodeRoomEvent } from '../ports/room-event.ts'
import type { RoomEvent } from '../ports/room-event.ts'
import { messageFilter } from './sync-filter.ts'

export interface FillGapOptions {
  readonly requester: Requester
  readonly self: UserId
  readonly events: BotEvents
  /** How many events of one gap are looked at, a page without any counting as one; older ones are given up. */
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
    const inviter = stringAt(gap, 'inviter')
    const past: Past = { found: [], isBeforeJoin: at(gap, 'isBeforeJoin') === true, isComplete: false }
    let seen = 0
    while (from !== undefined && !past.isComplete && seen < options.maxEvents) {
      const page = await fetchPage(options.requester, roomId, from, to)
      seen += Math.max(page.events.length, 1)
      collect(past, page.events, { ...options, roomId, inviter })
      // Some homeservers end a history by the same token again.
      from = page.next === from ? undefined : page.next
    }
    options.events.gapFilled({
      roomId,
      events: past.found.length,
      complete: past.isComplete || from === undefined,
    })
    return { kind: 'filled', entries: past.found.toReversed() }
  }
}

/** The events found so far, going back in time. */
interface Past {
  /** To be handled, newest first. */
  readonly found: PlannedEntry[]
  isBeforeJoin: boolean
  isComplete: boolean
}

interface Bounds extends FillGapOptions {
  readonly roomId: RoomId
  readonly inviter: string | undefined
}

/**
 * Adds what is to be handled, back to the bot's own join (or, for the words of who invited it, to the invitation) or the permitted
 * age. That is reached with a page of older events: the date of a single one is its sender's homeserver's, whose clock may be wrong.
 */
function collect(
  past: Past,
  events: readonly RoomEvent[],
  { self, maxAgeMs, now, roomId, inviter }: Bounds,
): void {
  const isTooOld = ({ timestamp }: RoomEvent) => timestamp < now() - maxAgeMs
  for (const event of events) {
    past.isBeforeJoin ||= isOwnJoin(event, self)
    past.isComplete = past.isBeforeJoin && (inviter === undefined || isOwnInvitation(event, self))
    if (past.isComplete) return
    const isMeant = !past.isBeforeJoin || event.sender === inviter
    if (isMeant && !isTooOld(event)) past.found.push(...toEntry(roomId, event, self))
  }
  past.isComplete = events.length > 0 && events.every(isTooOld)
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
