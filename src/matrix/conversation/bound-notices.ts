import type { RoomId, UserId } from '../ports/ids.ts'
import { createUserFilter } from '../rooms/access.ts'

/** The notices that are asked for what somebody says in a room; undefined where all are. */
export type BoundNotices = (roomId: RoomId, sender: UserId) => readonly string[] | undefined

/**
 * A room has a subject whoever speaks in it, so what it is bound to comes first.
 *
 * @param byPerson by the glob that names the people; the first that names somebody counts
 */
export function createBoundNotices(
  byRoom: Pick<ReadonlyMap<RoomId, readonly string[]>, 'get'>,
  byPerson: Readonly<Record<string, readonly string[]>>,
): BoundNotices {
  const people = Object.entries(byPerson).map(([glob, notices]) => ({
    isNamed: createUserFilter([glob]),
    notices,
  }))
  return (roomId, sender) => byRoom.get(roomId) ?? people.find(({ isNamed }) => isNamed(sender))?.notices
}
