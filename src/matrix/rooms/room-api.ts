import { isRetryable, MatrixRequestError } from '../client/request-error.ts'
import type { Requester } from '../client/requester.ts'
import { isRoomId, isUserId } from '../ports/ids.ts'
import type { EventId, RoomId, UserId } from '../ports/ids.ts'
import { arrayAt, at } from '../client/json.ts'

export interface Members {
  readonly joined: readonly UserId[]
  readonly invited: readonly UserId[]
}

/** What the bot asks and tells the homeserver about rooms, except for sending messages. */
export interface RoomApi {
  members(roomId: RoomId): Promise<Members>
  /** The raw event, or undefined if the bot may not see it. */
  event(roomId: RoomId, eventId: EventId): Promise<unknown>
  /** The content of a state event, or undefined if there is none or the bot may not see it. */
  state(roomId: RoomId, type: string, key?: string): Promise<unknown>
  /** Who created the room by itself, if its version sets creators above all power levels. */
  creators(roomId: RoomId): Promise<readonly UserId[]>
  join(roomId: RoomId, via: readonly string[]): Promise<void>
  leave(roomId: RoomId): Promise<void>
  joinedRooms(): Promise<readonly RoomId[]>
  resolveAlias(alias: string): Promise<RoomId | undefined>
}

const firstVersionWithCreators = 12

const enc = encodeURIComponent
const base = '/_matrix/client/v3'

export function createRoomApi(requester: Requester): RoomApi {
  const room = (roomId: RoomId) => `${base}/rooms/${enc(roomId)}`
  const get = (path: string) => requester.request({ method: 'GET', path })
  return {
    async members(roomId) {
      const answer = await get(`${room(roomId)}/members?not_membership=leave`)
      const events = arrayAt(answer, 'chunk')
      const having = (membership: string) =>
        events
          .filter((event) => at(event, 'content', 'membership') === membership)
          .map((event) => at(event, 'state_key'))
          .filter(isUserId)
      return { joined: having('join'), invited: having('invite') }
    },
    event: (roomId, eventId) => orUndefined(get(`${room(roomId)}/event/${enc(eventId)}`)),
    state: (roomId, type, key = '') => orUndefined(get(`${room(roomId)}/state/${enc(type)}/${enc(key)}`)),
    async creators(roomId) {
      const event = await orUndefined(get(`${room(roomId)}/state/m.room.create/?format=event`))
      if (!(Number(at(event, 'content', 'room_version')) >= firstVersionWithCreators)) return []
      return [at(event, 'sender'), ...arrayAt(event, 'content', 'additional_creators')].filter(isUserId)
    },
    async join(roomId, via) {
      await requester.request({
        method: 'POST',
        path: `${base}/join/${enc(roomId)}`,
        query: { server_name: via, via },
        body: {},
        // A homeserver may have to fetch the room from others first.
        timeoutMs: 120_000,
      })
    },
    async leave(roomId) {
      await requester.request({ method: 'POST', path: `${room(roomId)}/leave`, body: {} })
    },
    async joinedRooms() {
      return arrayAt(await get(`${base}/joined_rooms`), 'joined_rooms').filter(isRoomId)
    },
    async resolveAlias(alias) {
      const found = at(await orUndefined(get(`${base}/directory/room/${enc(alias)}`)), 'room_id')
      return isRoomId(found) ? found : undefined
    },
  }
}

/** Undefined if the server refuses for good; a fault that may pass is still thrown. */
async function orUndefined(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof MatrixRequestError && error.kind === 'refused' && !isRetryable(error))
      return undefined
    throw error
  }
}
