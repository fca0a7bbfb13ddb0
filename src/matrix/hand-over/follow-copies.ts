import { AnswerUnderwayError } from '../conversation/follow-edit.ts'
import type { Place, UserEventHandler } from '../conversation/user-event.ts'
import type { OutgoingEntry, OwnMessage, OwnMessages } from '../ports/queues.ts'
import type { Limits } from '../inbound/limits.ts'
import { heldBack } from '../outbound/outgoing.ts'
import { isEventId } from '../ports/ids.ts'
import type { EventId, RoomId } from '../ports/ids.ts'
import { at, parseJson } from '../client/json.ts'
import type { RoomMessage } from '../inbound/room-message.ts'
import type { RoomRegistry } from '../rooms/room-registry.ts'
import type { HandOver, HandOvers } from './hand-overs.ts'
import { mayPassOn, otherSide, roomOf } from './side.ts'
import type { Side } from './side.ts'
import type { Sides } from './sides.ts'
import { takeBackFor, withdrawPost } from './take-back.ts'

export interface FollowCopiesOptions {
  readonly messages: Pick<OwnMessages, 'answersTo' | 'rewordedFor' | 'sentAs'>
  readonly handOvers: HandOvers
  readonly sides: Sides
  readonly limits: Limits
  readonly registry: Pick<RoomRegistry, 'get'>
  readonly fetchMessage: (roomId: RoomId, eventId: EventId) => Promise<RoomMessage | undefined>
}

/** Finds the copies of a message that were passed on to the other side. */
interface Passed {
  readonly handOver: HandOver
  readonly from: Side
  readonly own: OwnMessage
}

/** Changes or takes back what was passed on of a message that is changed or taken back, or whose change is. */
export function createFollowCopies(options: FollowCopiesOptions): UserEventHandler {
  const { messages } = options
  return async (event, place) => {
    const { roomId } = place
    if (event.kind === 'edit') {
      const passed = passedOn(messages.answersTo(event.edited), roomId, options).find(
        ({ own, handOver }) => handOver.isOpen && authorOf(own) === event.message.sender,
      )
      if (passed === undefined || !options.limits.take(roomId, event.message.sender).allowed) return undefined
      return { kind: 'settled', outgoing: await change(options, passed, event.message) }
    }
    if (event.kind !== 'redaction') return undefined
    const passed = passedOn(messages.answersTo(event.target), roomId, options)
    const reworded = passedOn(messages.rewordedFor(event.target), roomId, options)
    const outgoing = await Promise.all([
      ...passed.map((each) => takeBackFor(options.sides, each)),
      ...reworded.map((each) => restoreCopy(options, each, place)),
      endWithPost(event.target, roomId, options),
      endWithConsent(event.target, roomId, options),
    ])
    return { kind: 'settled', outgoing: outgoing.flat() }
  }
}

/** Somebody who may do so removed the post itself. */
async function endWithPost(
  target: EventId,
  roomId: RoomId,
  { messages, handOvers, sides }: FollowCopiesOptions,
) {
  const handOver = handOvers.of(messages.sentAs(target))
  if (handOver?.postId !== target || handOver.deskRoom !== roomId || !handOver.isOpen) return []
  return sides.close(handOver, { direct: 'closed', desk: 'closed' })
}

/** The asker took away the reaction, or deleted the word, by which the question was handed over. */
async function endWithConsent(
  target: EventId,
  roomId: RoomId,
  { handOvers, sides }: FollowCopiesOptions,
): Promise<readonly OutgoingEntry[]> {
  const handOver = handOvers
    .by('consent', target)
    .find(({ directRoom, isOpen }) => directRoom === roomId && isOpen)
  return handOver === undefined ? [] : withdrawPost(sides, handOver)
}

/** A person in one room can change nothing of what came from another one. */
function passedOn(
  copies: readonly OwnMessage[],
  roomId: RoomId,
  { handOvers }: FollowCopiesOptions,
): readonly Passed[] {
  return copies.flatMap((own) => {
    const handOver = handOvers.of(own)
    if (handOver === undefined) return []
    const from = roomId === handOver.directRoom ? 'direct' : 'desk'
    const isThisWay = roomOf(handOver, from) === roomId && roomOf(handOver, otherSide(from)) === own.roomId
    return isThisWay ? [{ handOver, from, own }] : []
  })
}

/** Undefined for the post, which keeps the wording that was consented to. */
const authorOf = ({ record }: OwnMessage) => at(parseJson(record), 'author')

async function change({ sides, registry }: FollowCopiesOptions, passed: Passed, message: RoomMessage) {
  const { handOver, from } = passed
  if (mayPassOn(registry, handOver, from)) return reword(sides, passed, message)
  return [await sides.notify(handOver, from, 'not-changed', `not-changed:${message.eventId}`)]
}

async function reword(sides: Sides, { handOver, from, own }: Passed, message: RoomMessage) {
  const { transactionId, eventId } = own
  if (!isEventId(eventId)) throw new AnswerUnderwayError()
  const said = { eventId: message.eventId, sender: message.sender, text: message.body }
  const edit = await sides.reword(handOver, from, said, { transactionId, eventId })
  const failure = await sides.notify(handOver, from, 'not-changed', `not-changed:${message.eventId}`)
  return [edit, heldBack(failure, edit, 'dropped')]
}

/** Gives the copy the wording that its message has again; it goes with words that can't be had any more. */
async function restoreCopy(
  { sides, registry, fetchMessage }: FollowCopiesOptions,
  passed: Passed,
  { roomId, eventId }: Place,
): Promise<readonly OutgoingEntry[]> {
  const { own, handOver, from } = passed
  const { questionId } = own
  const message = isEventId(questionId) ? await fetchMessage(roomId, questionId) : undefined
  return message !== undefined && mayPassOn(registry, handOver, from)
    ? reword(sides, passed, { ...message, eventId })
    : takeBackFor(sides, passed)
}
