import type { Reply } from '../../replies/types.ts'
import type { RoomEncryption } from '../ports/encryption.ts'
import { encodeText } from '../outbound/encode-reply.ts'
import type { RoomKinds } from '../rooms/room-kinds.ts'
import type { RoomId } from '../ports/ids.ts'
import type { RoomEvent } from '../ports/room-event.ts'
import type { OutgoingEntry } from '../ports/queues.ts'
import { toOutgoing } from '../outbound/outgoing.ts'
import { dayOf } from '../../day.ts'

export interface TellUnreadableOptions {
  readonly kinds: RoomKinds
  readonly encryption: Pick<RoomEncryption, 'encrypt'>
  readonly unreadableNotice: () => Reply
}

interface Unreadable {
  readonly event: RoomEvent
  readonly reason: string
  /** Milliseconds since the event was sent. */
  readonly age: number
  /** A key that is only late may still come, one that was withheld will not. */
  readonly mayComeYet: boolean
}

export type TellUnreadable = (roomId: RoomId, unreadable: Unreadable) => Promise<readonly OutgoingEntry[]>

/** A late key is mostly here within seconds. After this long, in milliseconds, the person is told. */
const patienceMs = 2 * 60_000

/** Tells a person in a direct message, once a day at most, that the bot could not read what they wrote. */
export function createTellUnreadable(options: TellUnreadableOptions): TellUnreadable {
  // The outbox would take it only once anyway, but what waits is looked at every minute, and each time it would be encrypted.
  /** The newest day that somebody was told for. */
  const told = new Map<RoomId, number>()
  return async (roomId, { event, reason, age, mayComeYet }) => {
    const isWithheld = reason.startsWith('m.')
    if (mayComeYet && !isWithheld && age < patienceMs) return []
    const day = dayOf(event.timestamp)
    if ((told.get(roomId) ?? -1) >= day || (await options.kinds.kindOf(roomId)) !== 'direct') return []
    const content = encodeText(options.unreadableNotice())
    const cause = `unreadable:${roomId}:${day}`
    const entry = await toOutgoing(options.encryption, { roomId, cause, content })
    told.set(roomId, day)
    return [entry]
  }
}
