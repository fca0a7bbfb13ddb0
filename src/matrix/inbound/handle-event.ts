import type { BotEvents, SkipReason } from '../ports/bot-events.ts'
import type { UserEventHandler } from '../conversation/user-event.ts'
import type { RoomEncryption } from '../ports/encryption.ts'
import type { EventId, RoomId, UserId } from '../ports/ids.ts'
import { parseJson } from '../client/json.ts'
import { decodeEvent } from './decode-event.ts'
import { decodeRoomEvent } from '../ports/room-event.ts'
import type { IncomingItem } from '../ports/queues.ts'
import { nothingToSend } from './handling.ts'
import type { Handling } from './handling.ts'
import { readEvent } from './read-event.ts'
import type { Departure } from '../rooms/leave-orphaned.ts'
import type { TellUnreadable } from './tell-unreadable.ts'

export interface HandleEventOptions {
  readonly encryption: Pick<RoomEncryption, 'decrypt' | 'receiveVerification'>
  /** Everything that people can do in a conversation. */
  readonly converse: UserEventHandler
  readonly tellUnreadable: TellUnreadable
  readonly followUpgrade: (roomId: RoomId, replacement: RoomId, sender: UserId) => Promise<void>
  readonly leaveIfOrphaned: (departure: Departure) => Promise<Handling>
  /** False for a room that no allow list admits (any more). */
  readonly admitted: (roomId: RoomId) => boolean
  /** Told about what a person said. */
  readonly onHeard: (roomId: RoomId, eventId: EventId) => Promise<void>
  readonly events: BotEvents
  /** Age after which a question is not answered any more, in milliseconds. */
  readonly maxAgeMs: number
  readonly now: () => number
}

export type HandleItem = (roomId: RoomId, item: IncomingItem) => Promise<Handling>

export function createHandleEvent(options: HandleEventOptions): HandleItem {
  const { encryption, events } = options
  return async (roomId, item) => {
    const event = decodeRoomEvent(parseJson(item.payload))
    const skip = (reason: SkipReason): Handling => {
      events.skipped({ roomId, reason })
      return nothingToSend
    }
    if (event === undefined) return skip('malformed')
    // A homeserver's clock may be ahead; then the time of receipt counts.
    const age = options.now() - Math.min(event.timestamp, item.receivedAt)
    const isState = event.stateKey !== undefined
    // However late it is, what was taken back is not to be kept.
    const isTooOld = age > options.maxAgeMs && !isState && event.type !== 'm.room.redaction'
    if (isTooOld && event.type !== 'm.room.encrypted') return skip('too-old')
    if (!options.admitted(roomId) && !isState) return skip('not-admitted')

    const read = await readEvent(encryption, roomId, event)
    if (read.kind !== 'readable') {
      const { reason } = read
      const mayComeYet = read.kind === 'missing-key' && !isTooOld
      const unreadable = { event, reason, age, mayComeYet }
      const outgoing = isTooOld ? [] : await options.tellUnreadable(roomId, unreadable)
      if (mayComeYet) return { kind: 'parked', reason, outgoing }
      events.undecryptable({ roomId, reason })
      return { kind: 'settled', outgoing }
    }
    if (isTooOld) return skip('too-old')
    if (read.event === event && !isState) encryption.receiveVerification({ roomId, ...event })
    const decoded = decodeEvent(roomId, read.event)
    if (decoded.kind === 'message' || decoded.kind === 'attachment')
      await options.onHeard(roomId, event.eventId)
    switch (decoded.kind) {
      case 'tombstone':
        await options.followUpgrade(roomId, decoded.replacement, decoded.sender)
        return nothingToSend
      case 'departure':
        return options.leaveIfOrphaned({ roomId, userId: decoded.userId, receivedAt: item.receivedAt })
      case 'message':
      case 'edit':
      case 'reaction':
      case 'redaction':
        return (await options.converse(decoded, { roomId, eventId: event.eventId })) ?? nothingToSend
      case 'attachment':
        return (await options.converse(decoded, { roomId, eventId: event.eventId })) ?? skip('not-text')
      case 'skipped':
        return skip(decoded.reason)
    }
  }
}
