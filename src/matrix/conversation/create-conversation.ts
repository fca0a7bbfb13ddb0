import type { BotOptions } from '../bot-options.ts'
import { Limits } from '../delivery/limits.ts'
import { readEvent } from '../delivery/read-event.ts'
import type { RoomEncryption } from '../encryption-port.ts'
import type { EventId, RoomId } from '../ids.ts'
import { decodePointedMessage } from '../messages/decode-event.ts'
import type { RoomApi } from '../rooms/room-api.ts'
import type { RoomKinds } from '../rooms/room-kinds.ts'
import { decodeRoomEvent } from '../sync/room-event.ts'
import { createAnswerMessage } from './answer-message.ts'
import { firstOf } from './feature.ts'
import type { Feature } from './feature.ts'
import { createFollowEdit } from './follow-edit.ts'
import { createFollowRedaction } from './follow-redaction.ts'
import { createVoice } from './voice.ts'

export interface ConversationParts {
  readonly encryption: RoomEncryption
  readonly api: RoomApi
  readonly kinds: RoomKinds
}

/** All that the bot can do in a conversation, in the order in which a happening is offered to it. */
export function createConversation(options: BotOptions, parts: ConversationParts): Feature {
  const { core, settings, sentences, events, now, outbox: messages } = options
  const limits = new Limits(settings.limits, now)
  const voice = createVoice(parts.encryption)
  const identity = { userId: settings.userId, names: [settings.name] }
  return firstOf([
    createFollowRedaction(messages),
    createFollowEdit({ core, messages, voice, limits, identity }),
    createAnswerMessage({
      ...{ core, voice, limits, events, now, limitNotice: sentences.limitNotice },
      resolve: {
        identity,
        kindOf: (roomId) => parts.kinds.kindOf(roomId),
        hasSent: (eventId) => messages.hasSent(eventId),
        fetchMessage: (roomId, eventId) => fetchMessage(parts, roomId, eventId),
      },
    }),
  ])
}

async function fetchMessage({ api, encryption }: ConversationParts, roomId: RoomId, eventId: EventId) {
  const event = decodeRoomEvent(await api.event(roomId, eventId))
  if (event === undefined) return undefined
  const read = await readEvent(encryption, roomId, event)
  return read.kind === 'readable' ? decodePointedMessage(roomId, read.event) : undefined
}
