import type { Core } from '../../core/core.ts'
import { isRejection } from '../../core/rejection.ts'
import type { BotEvents } from '../ports/bot-events.ts'
import type { OwnMessages } from '../ports/queues.ts'
import { spokenText, withoutAddress } from '../inbound/addressing.ts'
import type { BotNames } from '../inbound/addressing.ts'
import { nothingToSend } from '../inbound/handling.ts'
import type { Handling } from '../inbound/handling.ts'
import type { EventId, RoomId } from '../ports/ids.ts'
import { toNotices } from '../inbound/resolve-message.ts'
import type { RoomMessage } from '../inbound/room-message.ts'
import type { RoomKind } from '../rooms/room-kinds.ts'
import type { UserEventHandler } from './user-event.ts'
import type { BoundNotices } from './bound-notices.ts'
import { isKey } from './keys.ts'
import { readRecordedIn } from './answer-record.ts'
import type { AnswerRecord, RecordedMessage } from './answer-record.ts'
import type { Answers } from './answers.ts'

export interface FeedbackOptions {
  readonly core: Pick<Core, 'offerOther'>
  readonly messages: Pick<OwnMessages, 'sentAs' | 'lastIn'>
  readonly answers: Pick<Answers, 'queueAnswer'>
  readonly bot: BotNames
  readonly kindOf: (roomId: RoomId) => Promise<RoomKind>
  readonly fetchMessage: (roomId: RoomId, eventId: EventId) => Promise<RoomMessage | undefined>
  readonly noticesOf: BoundNotices
  readonly events: Pick<BotEvents, 'feedback'>
}

/**
 * Counts what people think of an answer. Who says that it did not help, or shows it in a direct message, is offered what else may be
 * meant.
 */
export function createTakeFeedback(options: FeedbackOptions): UserEventHandler {
  return async (event, { roomId }) => {
    if (event.kind === 'message') return takeRejection(options, roomId, event.message)
    if (event.kind !== 'reaction') return undefined
    const helpful = isKey(event.key, '👍')
    if (!helpful && !isKey(event.key, '👎')) return undefined
    const message = readRecordedIn(roomId, options.messages.sentAs(event.target))
    if (message === undefined) return undefined
    const { record } = message
    count(options, record, helpful)
    if (helpful || event.sender !== record.asker || !isAnswering(record)) return nothingToSend
    return (await options.kindOf(roomId)) === 'direct' ? offerOther(options, roomId, message) : nothingToSend
  }
}

/** "Nein": the asker says it of the answer replied to, or else, in a direct message, of the last one there. */
async function takeRejection(
  options: FeedbackOptions,
  roomId: RoomId,
  { body, sender, repliesTo, thread }: RoomMessage,
): Promise<Handling | undefined> {
  const { messages, bot, kindOf } = options
  if (!isRejection(withoutAddress(body, bot))) return undefined
  if (repliesTo === undefined && (await kindOf(roomId)) !== 'direct') return undefined
  const own = repliesTo === undefined ? messages.lastIn(roomId, thread) : messages.sentAs(repliesTo)
  const message = readRecordedIn(roomId, own)
  // An answer that is still on its way can't have been read.
  if (message?.eventId === undefined || message.record.asker !== sender || !isAnswering(message.record))
    return undefined
  count(options, message.record, false)
  return offerOther(options, roomId, message)
}

const isAnswering = ({ kind }: AnswerRecord) => kind === 'answer' || kind === 'suggestion'

function count({ events }: FeedbackOptions, { kind, entries }: AnswerRecord, helpful: boolean): void {
  if (kind === 'answer') for (const entry of entries) events.feedback({ entry, helpful })
}

async function offerOther(
  { core, answers, bot, fetchMessage, noticesOf }: FeedbackOptions,
  roomId: RoomId,
  { transactionId, questionId, targetId, threadId, record }: RecordedMessage,
): Promise<Handling> {
  const question = await fetchMessage(roomId, targetId)
  if (question === undefined) return nothingToSend
  // If the offered passage does not help either, only a person can.
  const rejected = record.kind === 'suggestion' ? 'all' : record.entries
  const notices = toNotices(noticesOf(roomId, question.sender))
  const outcome = core.offerOther(
    { text: spokenText(question, bot), addressing: 'direct', ...notices },
    rejected,
  )
  if (outcome.kind === 'ignore') return nothingToSend
  const outgoing = await answers.queueAnswer(outcome, {
    ...{ roomId, questionId, asker: record.asker, utterance: record, chosen: true },
    cause: `other:${transactionId}`,
    target: { eventId: targetId, sender: record.author, thread: threadId },
  })
  return { kind: 'settled', outgoing }
}
