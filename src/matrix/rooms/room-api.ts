import type { BotClient } from '../client/client.ts'
import { readBySdk } from '../client/client.ts'
import { arrayAt, at } from '../client/json.ts'
import { isRetryable, MatrixRequestError } from '../client/request-error.ts'
import { isRoomId, isUserId } from '../ports/ids.ts'
import type { EventId, RoomId, UserId } from '../ports/ids.ts'

interface Members {
  readonly joined: readonly UserId[]
  readonly invited: readonly UserId[]
}

/** The client's calls about rooms with the bot's types, and with undefined for a refusal where that is an answer. */
export interface RoomApi {
  members(roomId: RoomId): Promise<Members>
  /** The raw event, or undefined if the bot may not see it. */
  event(roomId: RoomId, eventId: EventId): Promise<unknown>
  /** The newest hundred raw events that claim to edit another one, or undefined if the bot may not see them. */
  edits(roomId: RoomId, eventId: EventId): Promise<readonly unknown[] | undefined>
  /** The content of a state event, or undefined if there is none or the bot may not see it. */
  state(roomId: RoomId, type: string, key?: string): Promise<unknown>
  /** The creators, if the room's version sets them above all power levels. */
  creators(roomId: RoomId): Promise<readonly UserId[]>
  join(roomId: RoomId, via: readonly string[]): Promise<void>
  leave(roomId: RoomId): Promise<void>
  joinedRooms(): Promise<readonly RoomId[]>
  resolveAlias(alias: string): Promise<RoomId | undefined>
}

const firstVersionWithCreators = 12

export function createRoomApi(client: BotClient): RoomApi {
  return {
    async members(roomId) {
      const events = await readBySdk(client.getRoomMembers(roomId, undefined, undefined, ['leave']))
      const having = (membership: string) =>
        events
          .map(({ raw }): unknown => raw)
          .filter((event) => at(event, 'content', 'membership') === membership)
          .map((event) => at(event, 'state_key'))
          .filter(isUserId)
      return { joined: having('join'), invited: having('invite') }
    },
    event: (roomId, eventId) => orUndefined(client.getRawEvent(roomId, eventId)),
    async edits(roomId, eventId) {
      const [room, event] = [roomId, eventId].map(encodeURIComponent)
      const path = `/_matrix/client/v1/rooms/${room}/relations/${event}/m.replace`
      // The SDK names no limit, and homeservers then give five or so.
      const answer = await orUndefined(client.request({ method: 'GET', path, query: { limit: 100 } }))
      return answer === undefined ? undefined : arrayAt(answer, 'chunk')
    },
    state: (roomId, type, key = '') => orUndefined(client.getRoomStateEvent(roomId, type, key)),
    async creators(roomId) {
      const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/state/m.room.create/`
      // The SDK asks for the content alone, which does not name the sender.
      const event = await orUndefined(client.request({ method: 'GET', path, query: { format: 'event' } }))
      if (!(Number(at(event, 'content', 'room_version')) >= firstVersionWithCreators)) return []
      return [at(event, 'sender'), ...arrayAt(event, 'content', 'additional_creators')].filter(isUserId)
    },
    async join(roomId, via) {
      await client.joinRoom(roomId, [...via])
    },
    async leave(roomId) {
      await client.leaveRoom(roomId)
    },
    async joinedRooms() {
      const rooms: unknown = await client.getJoinedRooms()
      return Array.isArray(rooms) ? rooms.filter(isRoomId) : []
    },
    async resolveAlias(alias) {
      const found = at(await orUndefined(client.lookupRoomAlias(alias)), 'roomId')
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
