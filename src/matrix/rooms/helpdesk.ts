import { isRoomId } from '../ports/ids.ts'
import type { RoomId } from '../ports/ids.ts'
import type { RoomApi } from './room-api.ts'

/** Looks up the rooms that the configuration names by id or alias. An alias that leads nowhere is an error of the configuration. */
export async function resolveRooms(
  key: string,
  names: readonly string[],
  api: Pick<RoomApi, 'resolveAlias'>,
): Promise<ReadonlySet<RoomId>> {
  const rooms = await Promise.all(
    names.map(async (name) => {
      const roomId = isRoomId(name) ? name : await api.resolveAlias(name)
      if (roomId === undefined) throw new UnknownRoomError(key, name)
      return roomId
    }),
  )
  return new Set(rooms)
}

/** As `resolveRooms`, for the notices that the configuration names for a room. */
export async function resolveNotices(
  noticesByRoom: Readonly<Record<string, readonly string[]>>,
  api: Pick<RoomApi, 'resolveAlias'>,
): Promise<ReadonlyMap<RoomId, readonly string[]>> {
  const rooms = await Promise.all(
    Object.entries(noticesByRoom).map(async ([name, notices]) => {
      const ids = await resolveRooms('rooms.notices', [name], api)
      return [...ids].map((roomId) => [roomId, notices] as const)
    }),
  )
  return new Map(rooms.flat())
}

export class UnknownRoomError extends Error {
  override readonly name = 'UnknownRoomError'
  readonly hint: string

  constructor(key: string, alias: string) {
    super(`the homeserver knows no room ${alias}`)
    this.hint = `Correct ${key}; a room id starts with "!", an alias with "#".`
  }
}
