import type { EventId, RoomId, UserId } from '../../src/matrix/ports/ids.ts'
import { isEventId, isRoomId, isUserId } from '../../src/matrix/ports/ids.ts'
import type { RoomEvent } from '../../src/matrix/ports/room-event.ts'

function checked<T extends string>(value: string, is: (value: unknown) => value is T): T {
  if (!is(value)) throw new TypeError(`${value} is no id`)
  return value
}

export const roomId = (name = 'room'): RoomId => checked(`!${name}:staff.test`, isRoomId)
export const eventId = (name: string): EventId => checked(`$${name}`, isEventId)
export const userId = (name: string): UserId => checked(`@${name}:staff.test`, isUserId)

/** An event as a homeserver sends it. */
export function rawEvent(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    event_id: '$question',
    type: 'm.room.message',
    sender: '@anna:staff.test',
    origin_server_ts: 1_000_000,
    content: { msgtype: 'm.text', body: 'Wo stehen die Server?' },
    ...change,
  }
}

export function roomEvent(change: Partial<RoomEvent> = {}): RoomEvent {
  return {
    eventId: eventId('question'),
    type: 'm.room.message',
    sender: userId('anna'),
    timestamp: 1_000_000,
    stateKey: undefined,
    content: { msgtype: 'm.text', body: 'Wo stehen die Server?' },
    transactionId: undefined,
    ...change,
  }
}

/** A sync response with every part that the bot reads. */
export function rawSync(timeline: readonly unknown[], change: Record<string, unknown> = {}): unknown {
  return {
    next_batch: 's2',
    to_device: { events: [] },
    device_lists: { changed: ['@ben:staff.test'], left: [] },
    device_one_time_keys_count: { signed_curve25519: 50 },
    device_unused_fallback_key_types: ['signed_curve25519'],
    rooms: {
      join: {
        [roomId()]: {
          summary: { 'm.joined_member_count': 2, 'm.invited_member_count': 0 },
          state: { events: [] },
          timeline: { events: timeline, limited: false, prev_batch: 'p1', ...change },
        },
      },
      invite: {},
      leave: {},
    },
  }
}
