import type { BotOptions } from '../bot-options.ts'
import { Limits } from '../delivery/limits.ts'
import { readEvent } from '../delivery/read-event.ts'
import type { RoomEncryption } from '../encryption-port.ts'
import type { EventId, RoomId } from '../ids.ts'
import { decodePointedMessage } from '../messages/decode-event.ts'
import type { RoomApi } from '../rooms/room-api.ts'
import type { RoomKinds } from '../rooms/room-kinds.ts'
import type { RoomRegistry } from '../rooms/room-registry.ts'
import { decodeRoomEvent } from '../sync/room-event.ts'
import { createUserFilter } from '../rooms/access.ts'
import { createAnswerMessage } from './answer-message.ts'
import { createChooseSuggestion } from './choose-suggestion.ts'
import { firstOf } from './feature.ts'
import type { Feature } from './feature.ts'
import { createFollowEdit } from './follow-edit.ts'
import { createFollowRedaction } from './follow-redaction.ts'
import { createKeepQuiet } from './keep-quiet.ts'
import { remember } from './note.ts'
import { createRemoveAnswer } from './remove-answer.ts'
import { createTakeFeedback } from './take-feedback.ts'
import { createVoice } from './voice.ts'

export interface ConversationParts {
  readonly encryption: RoomEncryption
  readonly api: RoomApi
  readonly kinds: RoomKinds
  readonly registry: RoomRegistry
  /** Rooms in which each answer opens a thread. */
  readonly answerInThread: ReadonlySet<RoomId>
}

/** All that the bot can do in a conversation, in the order in which a happening is offered to it. */
export function createConversation(options: BotOptions, parts: ConversationParts): Feature {
  const { core, settings, sentences, events, now, outbox: messages } = options
  const limits = new Limits(settings.limits, now)
  const voice = createVoice(parts.encryption, messages)
  const identity = {
    userId: settings.userId,
    names: [settings.name, ...(settings.prefix === undefined ? [] : [settings.prefix])],
  }
  const kindOf = (roomId: RoomId) => parts.kinds.kindOf(roomId)
  const fetch = (roomId: RoomId, eventId: EventId) => fetchMessage(parts, roomId, eventId)
  const isSupport = createUserFilter(settings.supportMembers)
  return firstOf([
    createFollowRedaction(messages),
    createFollowEdit({ core, messages, voice, limits, identity }),
    createKeepQuiet({ registry: parts.registry, voice, identity, kindOf, isSupport, now }),
    createRemoveAnswer({ messages, isSupport }),
    createChooseSuggestion({ core, messages, voice, identity, kindOf }),
    createTakeFeedback({ core, messages, voice, kindOf, fetchMessage: fetch, events }),
    createAnswerMessage({
      ...{ core, voice, limits, events, now, limitNotice: sentences.limitNotice },
      resolve: {
        ...{ identity, kindOf, fetchMessage: fetch },
        hasSent: (eventId) => messages.hasSent(eventId),
        recall: (eventId) => remember(messages.sentAs(eventId)),
        answerTo: (eventId) =>
          messages
            .answersTo(eventId)
            .flatMap((own) => remember(own) ?? [])
            .at(-1),
        lastInThread: (roomId, thread) => remember(messages.lastIn(roomId, thread)),
        answersInThread: (roomId) => parts.answerInThread.has(roomId),
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
