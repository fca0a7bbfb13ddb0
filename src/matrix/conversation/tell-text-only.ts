import type { Language } from '../../knowledge/types.ts'
import type { Reply } from '../../replies/types.ts'
import { encodeText } from '../outbound/encode-reply.ts'
import { toOutgoing } from '../outbound/outgoing.ts'
import type { RoomEncryption } from '../ports/encryption.ts'
import type { RoomId } from '../ports/ids.ts'
import type { OwnMessages } from '../ports/queues.ts'
import type { RoomKind } from '../rooms/room-kinds.ts'
import type { UserEventHandler } from './user-event.ts'
import { readRecordedIn } from './answer-record.ts'
import { dayOf } from '../../day.ts'

export interface TellTextOnlyOptions {
  readonly encryption: Pick<RoomEncryption, 'encrypt'>
  readonly kindOf: (roomId: RoomId) => Promise<RoomKind>
  readonly messages: Pick<OwnMessages, 'lastIn'>
  /** In both languages to somebody who has not shown yet which one to use. */
  readonly textOnlyNotice: (language: Language | undefined) => Reply
  readonly now: () => number
}

/** Tells a person in a direct message, once a day at most, that the bot can't do anything with what is no text. */
export function createTellTextOnly(options: TellTextOnlyOptions): UserEventHandler {
  const { encryption, kindOf, messages, textOnlyNotice, now } = options
  return async (event, { roomId }) => {
    if (event.kind !== 'attachment' || (await kindOf(roomId)) !== 'direct') return undefined
    // The outbox knows messages by their cause, and sends none again.
    const cause = `text-only:${roomId}:${dayOf(now())}`
    const language = readRecordedIn(roomId, messages.lastIn(roomId, undefined))?.record.language
    const content = encodeText(textOnlyNotice(language))
    return { kind: 'settled', outgoing: [await toOutgoing(encryption, { roomId, cause, content })] }
  }
}
