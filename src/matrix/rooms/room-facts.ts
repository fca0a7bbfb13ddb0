import { isDeepStrictEqual } from 'node:util'
import { isRoomId, isUserId } from '../ports/ids.ts'
import type { RoomId, UserId } from '../ports/ids.ts'
import { at, countAt, parseJson } from '../client/json.ts'

/** Facts about a room that outlive a restart. */
export interface RoomFacts {
  readonly membership: 'invited' | 'joined' | 'left'
  /** The invitation called the room a direct one. */
  readonly invitedAsDirect: boolean
  readonly inviter: UserId | undefined
  readonly joinedCount: number | undefined
  readonly invitedCount: number | undefined
  /** Once true it stays so: a room cannot give up its encryption. */
  readonly encrypted: boolean
  /** The bot has said who it is. */
  readonly introduced: boolean
  /** Until then the bot says nothing there; milliseconds since 1970. */
  readonly quietUntil: number | undefined
  /** The room that this one replaces, if the bot followed an upgrade. */
  readonly predecessor: RoomId | undefined
}

export const unknownRoom: RoomFacts = {
  membership: 'left',
  invitedAsDirect: false,
  inviter: undefined,
  joinedCount: undefined,
  invitedCount: undefined,
  encrypted: false,
  introduced: false,
  quietUntil: undefined,
  predecessor: undefined,
}

/** False if nothing is known but that the bot was once invited: it never was in the room, and is not invited any more. */
export const isWorthKeeping = (facts: RoomFacts): boolean =>
  !isDeepStrictEqual({ ...facts, invitedAsDirect: false, inviter: undefined }, unknownRoom)

/** JSON, or undefined for facts that are not worth keeping. */
export const serializeRoomFacts = (facts: RoomFacts): string | undefined =>
  isWorthKeeping(facts) ? JSON.stringify(facts) : undefined

export function parseRoomFacts(text: string): RoomFacts {
  const raw = parseJson(text)
  const membership = at(raw, 'membership')
  const inviter = at(raw, 'inviter')
  const predecessor = at(raw, 'predecessor')
  return {
    membership: membership === 'joined' || membership === 'invited' ? membership : 'left',
    invitedAsDirect: at(raw, 'invitedAsDirect') === true,
    inviter: isUserId(inviter) ? inviter : undefined,
    joinedCount: countAt(raw, 'joinedCount'),
    invitedCount: countAt(raw, 'invitedCount'),
    encrypted: at(raw, 'encrypted') === true,
    introduced: at(raw, 'introduced') === true,
    quietUntil: countAt(raw, 'quietUntil'),
    predecessor: isRoomId(predecessor) ? predecessor : undefined,
  }
}
