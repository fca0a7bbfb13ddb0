import type { Core } from '../../core/core.ts'
import type { OwnMessages } from '../ports/queues.ts'
import type { RoomId, UserId } from '../ports/ids.ts'
import { withoutAddress } from '../inbound/addressing.ts'
import type { BotNames } from '../inbound/addressing.ts'
import type { RoomMessage } from '../inbound/room-message.ts'
import type { RoomKind } from '../rooms/room-kinds.ts'
import type { UserEventHandler, UserEvent } from './user-event.ts'
import { choiceKeys, isKey } from './keys.ts'
import { readRecordedIn } from './answer-record.ts'
import type { RecordedMessage } from './answer-record.ts'
import type { Answers } from './answers.ts'

export interface ChooseOptions {
  readonly core: Pick<Core, 'answerWith'>
  readonly messages: Pick<OwnMessages, 'sentAs' | 'lastIn'>
  readonly answers: Pick<Answers, 'queueAnswer'>
  readonly bot: BotNames
  readonly kindOf: (roomId: RoomId) => Promise<RoomKind>
}

interface Choice {
  readonly suggestion: RecordedMessage
  /** Counted from 1. */
  readonly number: number
  readonly sender: UserId
}

/** Gives the answer whose number the asker taps below a suggestion, or replies to it with. */
export function createChooseSuggestion(options: ChooseOptions): UserEventHandler {
  return async (event, { roomId }) => {
    const choice = await toChoice(event, roomId, options)
    if (choice === undefined) return undefined
    const { suggestion, number, sender } = choice
    const { record, questionId, targetId, threadId, transactionId } = suggestion
    const entryId = record.entries[number - 1]
    if (record.kind !== 'suggestion' || entryId === undefined) return undefined
    if (sender !== record.asker && sender !== record.author) return undefined
    const outcome = options.core.answerWith(entryId, record.language)
    if (outcome === undefined || outcome.kind === 'ignore') return undefined
    const outgoing = await options.answers.queueAnswer(outcome, {
      ...{ roomId, questionId, asker: record.asker, utterance: record, chosen: true },
      // Tapped twice, it is still said once.
      cause: `choice:${transactionId}:${entryId}`,
      target: { eventId: targetId, sender: record.author, thread: threadId },
    })
    return { kind: 'settled', outgoing }
  }
}

async function toChoice(
  event: UserEvent,
  roomId: RoomId,
  options: ChooseOptions,
): Promise<Choice | undefined> {
  if (event.kind === 'reaction') {
    const { target, key, sender } = event
    const suggestion = readRecordedIn(roomId, options.messages.sentAs(target))
    const number = choiceKeys.findIndex((choice) => isKey(key, choice)) + 1
    return suggestion && number > 0 ? { suggestion, number, sender } : undefined
  }
  if (event.kind !== 'message') return undefined
  const { message } = event
  const number = parseChoice(withoutAddress(message.body, options.bot))
  if (number === undefined) return undefined
  const suggestion = await suggestionFor(message, roomId, options)
  return suggestion && { suggestion, number, sender: message.sender }
}

/** The number that a message consists of. */
export function parseChoice(text: string): number | undefined {
  const digit = /^\s*([1-3])[.)!]?\s*$/.exec(text)?.[1]
  return digit === undefined ? undefined : Number(digit)
}

/** The suggestion that a bare number means: the one replied to, or else the last thing that the bot said to this person. */
async function suggestionFor(
  { repliesTo, thread }: RoomMessage,
  roomId: RoomId,
  { messages, kindOf }: ChooseOptions,
): Promise<RecordedMessage | undefined> {
  if (repliesTo !== undefined) return readRecordedIn(roomId, messages.sentAs(repliesTo))
  if (thread === undefined && (await kindOf(roomId)) !== 'direct') return undefined
  return readRecordedIn(roomId, messages.lastIn(roomId, thread))
}
