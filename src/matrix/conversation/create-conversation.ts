import type { BotOptions } from '../bot-options.ts'
import { Limits } from '../inbound/limits.ts'
import type { RoomEncryption } from '../ports/encryption.ts'
import type { RoomId } from '../ports/ids.ts'
import type { IncomingBox } from '../ports/queues.ts'
import { createHandOverHandlers } from '../hand-over/create-handlers.ts'
import type { HandOverOptions } from '../hand-over/create-handlers.ts'
import type { RoomApi } from '../rooms/room-api.ts'
import type { RoomKinds } from '../rooms/room-kinds.ts'
import type { RoomRegistry } from '../rooms/room-registry.ts'
import { createBoundNotices } from './bound-notices.ts'
import { createUserFilter } from '../rooms/access.ts'
import { createAnswerMessage } from './answer-message.ts'
import { createChooseSuggestion } from './choose-suggestion.ts'
import { allOf, firstOf } from './user-event.ts'
import type { UserEventHandler } from './user-event.ts'
import { createFetchMessage } from './fetch-message.ts'
import { createFollowEdit } from './follow-edit.ts'
import { createFollowRedaction } from './follow-redaction.ts'
import { createKeepQuiet } from './keep-quiet.ts'
import { readRecordedIn } from './answer-record.ts'
import { createRemoveAnswer } from './remove-answer.ts'
import { createTellTextOnly } from './tell-text-only.ts'
import { createTakeFeedback } from './take-feedback.ts'
import { createAnswers } from './answers.ts'

export interface ConversationOptions extends HandOverOptions {
  readonly sentences: Pick<BotOptions['sentences'], 'limitNotice' | 'textOnlyNotice'>
  readonly inbox: Pick<IncomingBox, 'isLatest' | 'withdraw'>
}

export interface ConversationParts {
  readonly encryption: Pick<RoomEncryption, 'encrypt' | 'decrypt'>
  readonly api: Pick<RoomApi, 'event' | 'edits' | 'state'>
  readonly kinds: RoomKinds
  readonly registry: RoomRegistry
  /** Rooms in which each answer opens a thread. */
  readonly answerInThread: Pick<ReadonlySet<RoomId>, 'has'>
  /** The notices that are asked for in a room; in other rooms the person decides. */
  readonly noticesByRoom: Pick<ReadonlyMap<RoomId, readonly string[]>, 'get'>
  /** The room that questions are handed over to. */
  readonly serviceDesk: () => RoomId | undefined
}

/** All that the bot can do in a conversation, in the order in which an event is offered to it. */
export function createConversation(options: ConversationOptions, parts: ConversationParts): UserEventHandler {
  const { core, settings, sentences, events, now, inbox, outbox: messages } = options
  const limits = new Limits(settings.limits, now)
  const bot = {
    userId: settings.userId,
    names: [settings.name, ...(settings.prefix === undefined ? [] : [settings.prefix])],
  }
  const noticesOf = createBoundNotices(parts.noticesByRoom, settings.noticesByPerson)
  const kindOf = (roomId: RoomId) => parts.kinds.kindOf(roomId)
  const fetchMessage = createFetchMessage(parts)
  const isSupport = createUserFilter(settings.supportMembers)
  const handOver = createHandOverHandlers(options, {
    ...parts,
    ...{ limits, bot, kindOf, fetchMessage, isSupport },
  })
  const answers = createAnswers({
    ...{ encryption: parts.encryption, messages, mayOffer: handOver.mayOffer },
    placementOf: async (roomId, cause, target) => ({
      isDirect: (await kindOf(roomId)) === 'direct',
      isAdjacent: cause === target && inbox.isLatest(cause),
    }),
  })
  const answerMessage = createAnswerMessage({
    ...{ core, answers, limits, events, now, limitNotice: sentences.limitNotice },
    resolve: {
      ...{ bot, kindOf, fetchMessage, noticesOf },
      hasSent: (eventId) => messages.hasSent(eventId),
      recall: (roomId, eventId) => readRecordedIn(roomId, messages.sentAs(eventId)),
      answerTo: (roomId, eventId) =>
        messages
          .answersTo(eventId)
          .flatMap((own) => readRecordedIn(roomId, own) ?? [])
          .at(-1),
      lastInRoom: (roomId) => readRecordedIn(roomId, messages.lastIn(roomId, undefined)),
      lastInThread: (roomId, thread) => readRecordedIn(roomId, messages.lastIn(roomId, thread)),
      answersInThread: (roomId) => parts.answerInThread.has(roomId),
    },
  })
  const takePart = firstOf([
    createKeepQuiet({ registry: parts.registry, answers, bot, kindOf, isSupport, now }),
    handOver.takeConsent,
    handOver.pointToThread,
    createChooseSuggestion({ core, messages, answers, bot, kindOf }),
    createTakeFeedback({ core, messages, answers, bot, kindOf, fetchMessage, noticesOf, events }),
    answerMessage,
    createTellTextOnly({
      ...{ encryption: parts.encryption, kindOf, messages, textOnlyNotice: sentences.textOnlyNotice, now },
    }),
  ])
  const followEdit = createFollowEdit({
    ...{ core, messages, answers, limits, bot, noticesOf, kindOf, fetchMessage, takePart, now },
  })
  return firstOf([
    allOf([
      createFollowRedaction({ messages, inbox, encryption: parts.encryption }),
      followEdit,
      handOver.followCopies,
    ]),
    handOver.relay,
    handOver.remove,
    createRemoveAnswer({ messages, isSupport }),
    takePart,
  ])
}
