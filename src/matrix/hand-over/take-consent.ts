import { handOverNotice } from '../../replies/hand-over.ts'
import type { HandOverNotice } from '../../replies/hand-over.ts'
import { parseConsent } from '../../core/requests.ts'
import type { BotEvents } from '../ports/bot-events.ts'
import type { UserEventHandler, UserEvent, Place } from '../conversation/user-event.ts'
import { consentKey, isKey } from '../conversation/keys.ts'
import { readRecordedIn, serializeRecord } from '../conversation/answer-record.ts'
import type { RecordedMessage } from '../conversation/answer-record.ts'
import type { OutgoingEntry, OwnMessages } from '../ports/queues.ts'
import { nothingToSend } from '../inbound/handling.ts'
import type { Handling } from '../inbound/handling.ts'
import { heldBack, toOutgoing } from '../outbound/outgoing.ts'
import type { EventId, RoomId } from '../ports/ids.ts'
import { withoutAddress } from '../inbound/addressing.ts'
import type { BotNames } from '../inbound/addressing.ts'
import { encodeReply } from '../outbound/encode-reply.ts'
import type { RoomMessage } from '../inbound/room-message.ts'
import type { RoomKind } from '../rooms/room-kinds.ts'
import type { ServiceDesk } from '../rooms/service-desk.ts'
import type { HandOvers } from './hand-overs.ts'
import { hasTooMany, isHandedOver } from './offer.ts'
import { postQuestion } from './post-question.ts'
import type { PostOptions } from './post-question.ts'
import type { Sides } from './sides.ts'

export interface ConsentOptions extends PostOptions {
  readonly messages: Pick<OwnMessages, 'sentAs' | 'lastIn'>
  readonly handOvers: HandOvers
  readonly sides: Sides
  readonly bot: BotNames
  readonly serviceDesk: ServiceDesk
  readonly kindOf: (roomId: RoomId) => Promise<RoomKind>
  readonly fetchMessage: (roomId: RoomId, eventId: EventId) => Promise<RoomMessage | undefined>
  readonly events: Pick<BotEvents, 'handOver'>
}

/** Hands a question over when its asker, and nobody else, consents to the offer by a reaction or a word. */
export function createTakeConsent(options: ConsentOptions): UserEventHandler {
  return async (event, place) => {
    const { roomId } = place
    const consent = toConsent(event, place, options)
    if (consent === undefined || (await options.kindOf(roomId)) !== 'direct') return undefined
    const { offer, given } = consent
    if (!given) return { kind: 'settled', outgoing: [await tell(options, roomId, offer, 'refused')] }
    return passOn(options, roomId, consent)
  }
}

interface Consent {
  readonly consentId: EventId
  readonly offer: RecordedMessage
  readonly given: boolean
}

function toConsent(
  event: UserEvent,
  { roomId, eventId: consentId }: Place,
  options: ConsentOptions,
): Consent | undefined {
  const { messages, bot } = options
  if (event.kind === 'reaction') {
    const { target, sender, key } = event
    if (!isKey(key, consentKey)) return undefined
    const offer = toOffer(messages.sentAs(target), roomId)
    return offer?.record.asker === sender ? { consentId, offer, given: true } : undefined
  }
  if (event.kind !== 'message') return undefined
  const { body, sender, repliesTo, thread } = event.message
  const given = parseConsent(withoutAddress(body, bot))
  if (given === undefined) return undefined
  // Without a reply it is said to the bot's last words, unless they are still on their way and can't have been read.
  const own = repliesTo === undefined ? messages.lastIn(roomId, thread) : messages.sentAs(repliesTo)
  const offer = own?.eventId === undefined ? undefined : toOffer(own, roomId)
  return offer?.record.asker === sender ? { consentId, offer, given } : undefined
}

/** Whoever writes a reaction can name a message of any room. */
function toOffer(own: ReturnType<OwnMessages['sentAs']>, roomId: RoomId): RecordedMessage | undefined {
  const offer = readRecordedIn(roomId, own)
  return offer?.record.offers === true ? offer : undefined
}

async function passOn(
  options: ConsentOptions,
  roomId: RoomId,
  { offer, consentId }: Consent,
): Promise<Handling> {
  const { handOvers, serviceDesk, fetchMessage, sides, events } = options
  const { asker } = offer.record
  const deskRoom = serviceDesk(roomId)
  if (isHandedOver(handOvers, offer.targetId)) return nothingToSend
  const refuse = async (notice: 'too-many' | 'unavailable'): Promise<Handling> => {
    events.handOver({ roomId, step: notice })
    return { kind: 'settled', outgoing: [await tell(options, roomId, offer, notice)] }
  }
  if (hasTooMany(handOvers, asker)) return refuse('too-many')
  const question = await fetchMessage(roomId, offer.targetId)
  if (deskRoom === undefined || question?.sender !== asker) return refuse('unavailable')

  const { handOver, post } = await postQuestion(options, { deskRoom, question, offer, consentId })
  const notify = (notice: 'confirmed' | 'not-passed-on') =>
    sides.notify(handOver, 'direct', notice, `${notice}:${handOver.id}`)
  const confirmation = heldBack(await notify('confirmed'), post, 'sent')
  const failure = heldBack({ ...(await notify('not-passed-on')), ...offerAgain(offer) }, post, 'dropped')
  events.handOver({ roomId, step: 'opened' })
  return { kind: 'settled', outgoing: [post, confirmation, failure] }
}

/** A second consent, after something was refused, is to the same offer. */
const offerAgain = ({ questionId, targetId, record }: RecordedMessage) => ({
  ...{ questionId, targetId, record: serializeRecord(record) },
})

/** Says, once for each offer, why nothing is passed on. */
function tell(
  { encryption, days, messages }: ConsentOptions,
  roomId: RoomId,
  { transactionId, targetId, threadId, record }: RecordedMessage,
  notice: HandOverNotice,
): Promise<OutgoingEntry> {
  const target = { eventId: targetId, sender: record.asker, thread: threadId }
  // The offer that this answers hangs on the question.
  const isAdjacent = messages.lastIn(roomId, threadId)?.transactionId === transactionId
  const placement = { isDirect: true, isAdjacent }
  const content = encodeReply(handOverNotice(notice, record.language, days), target, placement)
  return toOutgoing(encryption, { roomId, cause: `${notice}:${transactionId}`, content })
}
