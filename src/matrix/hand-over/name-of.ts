import { at, stringAt } from '../client/json.ts'
import type { RoomId, UserId } from '../ports/ids.ts'
import type { RoomApi } from '../rooms/room-api.ts'

/** The name that a person shows in a room; undefined if they show none. */
export type NameOf = (roomId: RoomId, person: UserId) => Promise<string | undefined>

const maxLength = 60

export function createNameOf(api: Pick<RoomApi, 'state'>): NameOf {
  return async (roomId, person) => {
    const content = await api.state(roomId, 'm.room.member', person)
    return at(content, 'membership') === undefined ? undefined : clean(stringAt(content, 'displayname') ?? '')
  }
}

/** Without what is invisible, turns the direction of writing or calls people. */
function clean(name: string): string | undefined {
  const shown = name
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .replaceAll('@', '')
    .trim()
  return shown === '' ? undefined : shown.slice(0, maxLength).toWellFormed()
}
