import type { UserId } from '../ports/ids.ts'
import { at } from '../client/json.ts'

/** The permissions in a room: its power levels, and its creators where the room's version sets them above all levels. */
export interface Powers {
  /** Content of `m.room.power_levels`, or undefined if the room has none. */
  readonly levels: unknown
  readonly creators: readonly UserId[]
}

const defaultStatePower = 50
const defaultMessagePower = 0

/** True if the levels let the person set state of this type. */
export const maySetState = (powers: Powers, userId: UserId, type: string): boolean =>
  powerOf(powers, userId) >= needed(powers, type, 'state_default', defaultStatePower)

/** True if the levels let the person send events of this type, e.g. messages or redactions. */
export const maySend = (powers: Powers, userId: UserId, type: string): boolean =>
  powerOf(powers, userId) >= needed(powers, type, 'events_default', defaultMessagePower)

function powerOf({ levels, creators }: Powers, userId: UserId): number {
  if (creators.includes(userId)) return Number.POSITIVE_INFINITY
  return level(at(levels, 'users', userId)) ?? level(at(levels, 'users_default')) ?? 0
}

const needed = ({ levels }: Powers, type: string, fallback: string, otherwise: number): number =>
  level(at(levels, 'events', type)) ?? level(at(levels, fallback)) ?? otherwise

const level = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) ? Number(value) : undefined
