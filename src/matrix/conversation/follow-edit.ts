import type { Core } from '../../core/core.ts'
import { isRejection } from '../../core/rejection.ts'
import { parseConsent } from '../../core/requests.ts'
import type { Outcome } from '../../replies/types.ts'
import type { OutgoingEntry, OwnMessages } from '../ports/queues.ts'
import { nothingToSend } from '../inbound/handling.ts'
import type { Handling } from '../inbound/handling.ts'
import type { RoomKind } from '../rooms/room-kinds.ts'
import type { Limits } from '../inbound/limits.ts'
import { isMentioned, spokenText, withoutAddress } from '../inbound/addressing.ts'
import type { BotNames } from '../inbound/addressing.ts'
import { toNotices } from '../inbound/resolve-message.ts'
import type { RoomMessage } from '../inbound/room-message.ts'
import type { EventId, RoomId } from '../ports/ids.ts'
import type { BoundNotices } from './bound-notices.ts'
import type { Place, UserEventHandler } from './user-event.ts'
import { readRecordedIn } from './answer-record.ts'
import type { AnswerRecord, RecordedMessage } from './answer-record.ts'
import { parseChoice } from './choose-suggestion.ts'
import { takeBack } from './take-back.ts'
import { respondInSlices } from './respond-in-slices.ts'
import type { Answers } from './answers.ts'

export interface FollowEditOptions {
  readonly core: Pick<Core, 'respondInSteps'>
  readonly messages: Pick<OwnMessages, 'answersTo' | 'reactionsTo' | 'rewordedFor' | 'sentAs'>
  /** Handles a message that was not answered yet, as if it had just been written. */
  readonly takePart: UserEventHandler
  readonly kindOf: (roomId: RoomId) => Promise<RoomKind>
  readonly fetchMessage: (roomId: RoomId, eventId: EventId) => Promise<RoomMessage | undefined>
  readonly now: () => number
  readonly answers: Pick<Answers, 'editAnswer'>
  readonly limits: Limits
  readonly bot: BotNames
  readonly noticesOf: BoundNotices
}

/** How long after a message its new wording may make it a question, in milliseconds; then others have read it as what it was. */
const youngMs = 15 * 60_000

/** The answer is still on its way, so nothing can refer to it yet. */
export class AnswerUnderwayError extends Error {
  override readonly name = 'AnswerUnderwayError'
  readonly retryable = true
}

/**
 * Judges the new wording of a question, and changes the answer to it, or takes it back if there is nothing to say any more. An edit that
 * is redacted gives the question the wording from before; an answer that came with one, to what had not been a question, stays.
 */
export function createFollowEdit(options: FollowEditOptions): UserEventHandler {
  const { messages, limits } = options
  return async (event, place) => {
    if (event.kind === 'redaction') return restoreAnswer(options, event.target, place)
    if (event.kind !== 'edit') return undefined
    const { edited, message } = event
    const { roomId } = place
    const about = messages.answersTo(edited)
    if (about.length === 0) return judgeAnew(options, edited, message)
    const given = about.flatMap((own) => readRecordedIn(roomId, own) ?? [])
    const [first, ...others] = given.filter((answer) => isAbout(answer, edited, message))
    if (first === undefined || !limits.take(roomId, message.sender).allowed) return nothingToSend
    const removed = others.flatMap((answer) => takeBack(messages, roomId, answer))
    return { kind: 'settled', outgoing: [...(await adapt(options, first, message, place)), ...removed] }
  }
}

/** What the answer is to become, now that the message is worded like this. */
async function adapt(
  { core, messages, answers, bot, noticesOf }: FollowEditOptions,
  answer: RecordedMessage,
  message: RoomMessage,
  { roomId, eventId: cause }: Place,
): Promise<readonly OutgoingEntry[]> {
  const outcome = await respondInSlices(core, {
    ...toUtterance(message, answer.record, bot),
    ...toNotices(noticesOf(roomId, message.sender)),
  })
  if (outcome.kind === 'ignore') return takeBack(messages, roomId, answer)
  if (isSame(outcome, answer.record)) return []
  const { eventId } = answer
  if (eventId === undefined) throw new AnswerUnderwayError()
  return answers.editAnswer({ ...answer, eventId }, outcome, { roomId, cause })
}

/** Undefined unless an answer was changed for the edit. It goes with words that can't be had any more. */
async function restoreAnswer(
  options: FollowEditOptions,
  edit: EventId,
  place: Place,
): Promise<Handling | undefined> {
  const { messages, fetchMessage } = options
  const { roomId } = place
  const [answer] = messages.rewordedFor(edit).flatMap((own) => readRecordedIn(roomId, own) ?? [])
  if (answer === undefined) return undefined
  const message = await fetchMessage(roomId, answer.targetId)
  const outgoing =
    message === undefined ? takeBack(messages, roomId, answer) : await adapt(options, answer, message, place)
  return { kind: 'settled', outgoing }
}

/**
 * A message that nobody took for a question may have become one by its new wording, or one to the bot by a mention. It is judged as if
 * it had been written like this, as long as nobody has stopped waiting for an answer.
 */
async function judgeAnew(
  { messages, bot, kindOf, fetchMessage, takePart, now }: FollowEditOptions,
  edited: EventId,
  wording: RoomMessage,
): Promise<Handling> {
  const { roomId, sender, body, html, mentions } = wording
  if (isDecision(withoutAddress(body, bot))) return nothingToSend
  // In other rooms only a mention can make a difference; most edits need not be looked into.
  if ((await kindOf(roomId)) === 'other' && !isMentioned(wording, bot)) return nothingToSend
  const first = await fetchMessage(roomId, edited)
  if (first?.sender !== sender || now() - first.timestamp > youngMs) return nothingToSend
  const pointed = first.thread ?? first.repliesTo
  // A message that belongs to a hand-over is meant for a person.
  if (pointed !== undefined && messages.sentAs(pointed)?.handOver !== undefined) return nothingToSend
  const message = { ...first, body, html, mentions }
  return (await takePart({ kind: 'message', message }, { roomId, eventId: edited })) ?? nothingToSend
}

/** "Nein", "ja" or "2" was said of what stood there when the message came, and its correction doesn't say it again. */
const isDecision = (text: string) =>
  isRejection(text) || parseConsent(text) !== undefined || parseChoice(text) !== undefined

/** Only who wrote a message may give it another wording. */
const isAbout = ({ targetId, record }: RecordedMessage, edited: string, { sender }: RoomMessage) =>
  targetId === edited && record.author === sender

function toUtterance(message: RoomMessage, { addressing, topic }: AnswerRecord, bot: BotNames) {
  return { text: spokenText(message, bot), addressing, ...(topic !== undefined && { topic }) }
}

/** A mistake in writing was corrected: the one answer quotes what it did, and repeats nothing of the question. */
function isSame(outcome: Outcome, { kind, entries }: AnswerRecord): boolean {
  if (outcome.kind !== 'answer' || kind !== 'answer' || entries.length !== 1) return false
  const [only, ...more] = outcome.answers
  const repeatsQuestion = outcome.reply.blocks.some(({ type }) => type === 'heading')
  return only?.entry.id === entries[0] && more.length === 0 && !repeatsQuestion
}
