import type { Core } from '../../core/core.ts'
import type { Outcome } from '../../replies/types.ts'
import type { OwnMessages } from '../ports/queues.ts'
import { nothingToSend } from '../inbound/handling.ts'
import type { Limits } from '../inbound/limits.ts'
import { withoutAddress } from '../inbound/addressing.ts'
import type { Identity } from '../inbound/addressing.ts'
import { toNotices } from '../inbound/resolve-message.ts'
import type { RoomMessage } from '../inbound/room-message.ts'
import type { RoomId } from '../ports/ids.ts'
import type { Feature } from './feature.ts'
import { remember } from './note.ts'
import type { Note, Remembered } from './note.ts'
import { takeBack } from './take-back.ts'
import type { Voice } from './voice.ts'

export interface FollowEditOptions {
  readonly core: Pick<Core, 'respond'>
  readonly messages: Pick<OwnMessages, 'answersTo' | 'reactionsTo'>
  readonly voice: Pick<Voice, 'reword'>
  readonly limits: Limits
  readonly identity: Identity
  /** The notices that are asked for in a room; undefined where all are. */
  readonly noticesOf: (roomId: RoomId) => readonly string[] | undefined
}

/** The answer is still on its way, so nothing can refer to it yet. */
export class AnswerUnderwayError extends Error {
  override readonly name = 'AnswerUnderwayError'
  readonly retryable = true
}

/** Judges the new wording of a question, and changes the answer to it, or takes it back if there is nothing to say any more. */
export function createFollowEdit(options: FollowEditOptions): Feature {
  const { core, messages, voice, limits, identity, noticesOf } = options
  return async (happening, { roomId, eventId: cause }) => {
    if (happening.kind !== 'edit') return undefined
    const { edited, message } = happening
    const answers = messages.answersTo(edited).flatMap((own) => remember(own) ?? [])
    const [first, ...others] = answers.filter((answer) => isAbout(answer, edited, message))
    if (first === undefined || !limits.take(roomId, message.sender).allowed) return nothingToSend

    const outcome = core.respond({
      ...toUtterance(message, first.note, identity),
      ...toNotices(noticesOf(roomId)),
    })
    const removed = others.flatMap((answer) => takeBack(messages, roomId, answer))
    if (outcome.kind === 'ignore')
      return { kind: 'settled', outgoing: [...takeBack(messages, roomId, first), ...removed] }
    if (isSame(outcome, first.note)) return { kind: 'settled', outgoing: removed }
    const { eventId } = first
    if (eventId === undefined) throw new AnswerUnderwayError()
    const reworded = await voice.reword({ ...first, eventId }, outcome, { roomId, cause })
    return { kind: 'settled', outgoing: [...reworded, ...removed] }
  }
}

/** Only who wrote a message may give it another wording. */
const isAbout = ({ targetId, note }: Remembered, edited: string, { sender }: RoomMessage) =>
  targetId === edited && note.author === sender

function toUtterance({ body }: RoomMessage, { addressing, topic }: Note, identity: Identity) {
  return { text: withoutAddress(body, identity), addressing, ...(topic !== undefined && { topic }) }
}

/** A mistake in writing was corrected: the one answer quotes what it did, and repeats nothing of the question. */
function isSame(outcome: Outcome, { kind, entries }: Note): boolean {
  if (outcome.kind !== 'answer' || kind !== 'answer' || entries.length !== 1) return false
  const [only, ...more] = outcome.answers
  const repeatsQuestion = outcome.reply.blocks.some(({ type }) => type === 'heading')
  return only?.entry.id === entries[0] && more.length === 0 && !repeatsQuestion
}
