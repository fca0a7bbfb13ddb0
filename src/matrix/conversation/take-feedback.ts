import type { Core } from '../../core/core.ts'
import type { BotEvents } from '../ports/bot-events.ts'
import type { OwnMessages } from '../ports/queues.ts'
import { nothingToSend } from '../inbound/handling.ts'
import type { Handling } from '../inbound/handling.ts'
import type { EventId, RoomId } from '../ports/ids.ts'
import type { RoomMessage } from '../inbound/room-message.ts'
import type { RoomKind } from '../rooms/room-kinds.ts'
import type { Feature } from './feature.ts'
import { isKey } from './keys.ts'
import { rememberIn } from './note.ts'
import type { Remembered } from './note.ts'
import type { Voice } from './voice.ts'

export interface FeedbackOptions {
  readonly core: Pick<Core, 'offerOther'>
  readonly messages: Pick<OwnMessages, 'sentAs'>
  readonly voice: Pick<Voice, 'say'>
  readonly kindOf: (roomId: RoomId) => Promise<RoomKind>
  readonly fetchMessage: (roomId: RoomId, eventId: EventId) => Promise<RoomMessage | undefined>
  readonly events: Pick<BotEvents, 'feedback'>
}

/** Counts what people think of an answer. In a direct message, who was not helped is offered what else may be meant. */
export function createTakeFeedback(options: FeedbackOptions): Feature {
  return async (happening, { roomId }) => {
    if (happening.kind !== 'reaction') return undefined
    const helpful = isKey(happening.key, '👍')
    if (!helpful && !isKey(happening.key, '👎')) return undefined
    const message = rememberIn(roomId, options.messages.sentAs(happening.target))
    if (message === undefined) return undefined
    const { note } = message
    if (note.kind === 'answer') for (const entry of note.entries) options.events.feedback({ entry, helpful })
    if (helpful || happening.sender !== note.asker || note.kind === 'other' || note.kind === 'decline')
      return nothingToSend
    return (await options.kindOf(roomId)) === 'direct' ? offerOther(options, roomId, message) : nothingToSend
  }
}

async function offerOther(
  { core, voice, fetchMessage }: FeedbackOptions,
  roomId: RoomId,
  { transactionId, questionId, targetId, threadId, note }: Remembered,
): Promise<Handling> {
  const question = await fetchMessage(roomId, targetId)
  if (question === undefined) return nothingToSend
  // What was only offered and is not it either leads to a person.
  const rejected = note.kind === 'suggestion' ? 'all' : note.entries
  const outcome = core.offerOther({ text: question.body, addressing: 'direct' }, rejected)
  if (outcome.kind === 'ignore') return nothingToSend
  const outgoing = await voice.say(outcome, {
    ...{ roomId, questionId, asker: note.asker, utterance: note, chosen: true },
    cause: `other:${transactionId}`,
    target: { eventId: targetId, sender: note.author, thread: threadId },
  })
  return { kind: 'settled', outgoing }
}
