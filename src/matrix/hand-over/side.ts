import type { EventId, RoomId, UserId } from '../ports/ids.ts'
import type { RoomRegistry } from '../rooms/room-registry.ts'
import { mayRepeat } from '../rooms/service-desk.ts'
import type { HandOver } from './hand-overs.ts'

/** Those who talk over a hand-over: the asker in the direct message, and the service desk in the thread below its post. */
export type Side = 'direct' | 'desk'

export const otherSide = (side: Side): Side => (side === 'direct' ? 'desk' : 'direct')

export const roomOf = ({ deskRoom, directRoom }: HandOver, side: Side): RoomId =>
  side === 'desk' ? deskRoom : directRoom

/** The service desk's words go wherever the asker is; either room may have become encrypted since the question was handed over. */
export const mayPassOn = (
  registry: Pick<RoomRegistry, 'get'>,
  { deskRoom, directRoom }: HandOver,
  from: Side,
): boolean => from === 'desk' || mayRepeat(registry.get(directRoom), registry.get(deskRoom))

/** A message from one side; `text` is undefined for a file and the like. */
export interface Said {
  readonly eventId: EventId
  readonly sender: UserId
  readonly text: string | undefined
}
