import type { EncryptionUpdate } from '../ports/encryption.ts'
import { isRoomId, isUserId } from '../ports/ids.ts'
import type { RoomId, UserId } from '../ports/ids.ts'
import { arrayAt, at, countAt, isObject, objectAt, stringAt } from '../client/json.ts'
import type { JsonObject } from '../client/json.ts'
import { decodeRoomEvent } from '../ports/room-event.ts'
import type { RoomEvent } from '../ports/room-event.ts'

export interface JoinedRoom {
  readonly roomId: RoomId
  readonly state: readonly RoomEvent[]
  readonly timeline: readonly RoomEvent[]
  /** The timeline does not reach back to the last response. */
  readonly limited: boolean
  readonly prevBatch: string | undefined
  /** People who joined or are invited; undefined if the response doesn't say both numbers. */
  readonly joinedCount: number | undefined
  readonly invitedCount: number | undefined
}

export interface InvitedRoom {
  readonly roomId: RoomId
  /** Stripped state events, which have no ids. */
  readonly state: readonly unknown[]
}

export interface SyncResponse {
  readonly nextBatch: string
  readonly update: EncryptionUpdate
  readonly joined: readonly JoinedRoom[]
  readonly invited: readonly InvitedRoom[]
  readonly left: readonly RoomId[]
  /** Events left out because they are none. */
  readonly malformed: number
}

const maxTokenLength = 10_000

/** Undefined if it is no sync response, i.e. has no usable token. Whatever else is wrong in it is left out and counted. */
export function decodeSyncResponse(raw: unknown): SyncResponse | undefined {
  const nextBatch = stringAt(raw, 'next_batch')
  if (nextBatch === undefined || nextBatch === '' || nextBatch.length > maxTokenLength) return undefined
  let malformed = 0
  const events = (list: readonly unknown[]): readonly RoomEvent[] => {
    const decoded = list.map(decodeRoomEvent).filter((event) => event !== undefined)
    malformed += list.length - decoded.length
    return decoded
  }
  return {
    nextBatch,
    update: decodeUpdate(raw),
    joined: rooms(raw, 'join').map(([roomId, room]) => ({
      roomId,
      state: events(arrayAt(room, 'state', 'events')),
      timeline: events(arrayAt(room, 'timeline', 'events')),
      limited: at(room, 'timeline', 'limited') === true,
      prevBatch: stringAt(room, 'timeline', 'prev_batch'),
      joinedCount: countAt(room, 'summary', 'm.joined_member_count'),
      invitedCount: countAt(room, 'summary', 'm.invited_member_count'),
    })),
    invited: rooms(raw, 'invite').map(([roomId, room]) => ({
      roomId,
      state: arrayAt(room, 'invite_state', 'events'),
    })),
    left: rooms(raw, 'leave').map(([roomId]) => roomId),
    malformed,
  }
}

function decodeUpdate(raw: unknown): EncryptionUpdate {
  const counts = at(raw, 'device_one_time_keys_count')
  const fallback = at(raw, 'device_unused_fallback_key_types')
  return {
    toDevice: arrayAt(raw, 'to_device', 'events'),
    oneTimeKeyCounts: isObject(counts) ? numbers(counts) : {},
    unusedFallbackKeyTypes: Array.isArray(fallback)
      ? fallback.filter((type) => typeof type === 'string')
      : undefined,
    changedDevices: users(raw, 'changed'),
    leftDevices: users(raw, 'left'),
  }
}

const users = (raw: unknown, key: string): readonly UserId[] =>
  arrayAt(raw, 'device_lists', key).filter(isUserId)

function numbers(counts: JsonObject): Readonly<Record<string, number>> {
  const entries = Object.keys(counts).map((key) => [key, countAt(counts, key)] as const)
  return Object.fromEntries(entries.filter((entry): entry is [string, number] => entry[1] !== undefined))
}

function rooms(raw: unknown, membership: string): readonly (readonly [RoomId, unknown])[] {
  return Object.entries(objectAt(raw, 'rooms', membership)).filter((entry): entry is [RoomId, unknown] =>
    isRoomId(entry[0]),
  )
}
