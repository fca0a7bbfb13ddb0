import type { Core } from '../../core.ts'
import { composeHandOver, declineReason, handOverNotice } from '../../dialogue/hand-over.ts'
import type { HandOverNotice } from '../../dialogue/hand-over.ts'
import { parseConsent } from '../../dialogue/requests.ts'
import type { BotEvents } from '../bot-events.ts'
import type { Feature, Happening } from '../conversation/feature.ts'
import { consentKey, isKey } from '../conversation/keys.ts'
import { remember } from '../conversation/note.ts'
import type { Remembered } from '../conversation/note.ts'
import type { OutgoingEntry, OwnMessages } from '../delivery/boxes.ts'
import { nothingToSend } from '../delivery/handling.ts'
import type { Handling } from '../delivery/handling.ts'
import { toOutgoing } from '../delivery/outgoing.ts'
import type { RoomEncryption } from '../encryption-port.ts'
import type { EventId, RoomId } from '../ids.ts'
import { withoutAddress } from '../messages/addressing.ts'
import type { Identity } from '../messages/addressing.ts'
import { encodeReply, permalinkTo } from '../messages/encode-reply.ts'
import type { RoomMessage } from '../messages/room-message.ts'
import type { RoomKind } from '../rooms/room-kinds.ts'
import { serializePostNote } from './hand-overs.ts'
import type { HandOver, HandOvers } from './hand-overs.ts'
import { hasTooMany } from './offer.ts'
import type { Sides } from './sides.ts'

export interface ConsentOptions {
  readonly core: Pick<Core, 'respond'>
  readonly messages: Pick<OwnMessages, 'sentAs' | 'lastIn'>
  readonly handOvers: HandOvers
  readonly sides: Sides
  readonly encryption: Pick<RoomEncryption, 'encrypt'>
  readonly identity: Identity
  readonly serviceDesk: () => RoomId | undefined
  readonly kindOf: (roomId: RoomId) => Promise<RoomKind>
  readonly fetchMessage: (roomId: RoomId, eventId: EventId) => Promise<RoomMessage | undefined>
  /** How long replies are passed on. */
  readonly days: number
  readonly events: Pick<BotEvents, 'handOver'>
}

/** Hands a question over when its asker, and nobody else, consents to the offer by a reaction or a word. */
export function createTakeConsent(options: ConsentOptions): Feature {
  return async (happening, { roomId }) => {
    const consent = toConsent(happening, roomId, options)
    if (consent === undefined || (await options.kindOf(roomId)) !== 'direct') return undefined
    const { offer, given } = consent
    if (!given) return { kind: 'settled', outgoing: [await tell(options, roomId, offer, 'refused')] }
    return handOver(options, roomId, offer)
  }
}

interface Consent {
  readonly offer: Remembered
  readonly given: boolean
}

function toConsent(happening: Happening, roomId: RoomId, options: ConsentOptions): Consent | undefined {
  const { messages, identity } = options
  if (happening.kind === 'reaction') {
    const { target, sender, key } = happening
    if (!isKey(key, consentKey)) return undefined
    const offer = toOffer(messages.sentAs(target), roomId)
    return offer?.note.asker === sender ? { offer, given: true } : undefined
  }
  if (happening.kind !== 'message') return undefined
  const { body, sender, repliesTo, thread } = happening.message
  const given = parseConsent(withoutAddress(body, identity))
  if (given === undefined) return undefined
  // Without a reply it is said to the bot's last words, unless they are still on their way and can't have been read.
  const own = repliesTo === undefined ? messages.lastIn(roomId, thread) : messages.sentAs(repliesTo)
  const offer = own?.eventId === undefined ? undefined : toOffer(own, roomId)
  return offer?.note.asker === sender ? { offer, given } : undefined
}

/** Whoever writes a reaction can name a message of any room. */
function toOffer(own: ReturnType<OwnMessages['sentAs']>, roomId: RoomId): Remembered | undefined {
  const offer = own?.roomId === roomId ? remember(own) : undefined
  return offer?.note.offers === true ? offer : undefined
}

async function handOver(options: ConsentOptions, roomId: RoomId, offer: Remembered): Promise<Handling> {
  const { handOvers, serviceDesk, fetchMessage, sides, events } = options
  const { asker } = offer.note
  const deskRoom = serviceDesk()
  if (handOvers.all().some(({ questionId }) => questionId === offer.targetId)) return nothingToSend
  const refuse = async (notice: 'too-many' | 'unavailable'): Promise<Handling> => {
    events.handOver({ roomId, step: notice })
    return { kind: 'settled', outgoing: [await tell(options, roomId, offer, notice)] }
  }
  if (hasTooMany(handOvers, asker)) return refuse('too-many')
  const question = await fetchMessage(roomId, offer.targetId)
  if (deskRoom === undefined || question?.sender !== asker) return refuse('unavailable')

  const handedOver = await post(options, { deskRoom, question, offer })
  const confirmation = await sides.notify(
    handedOver.handOver,
    'direct',
    'confirmed',
    `hand-over-confirmed:${offer.transactionId}`,
  )
  events.handOver({ roomId, step: 'opened' })
  return { kind: 'settled', outgoing: [handedOver.entry, confirmation] }
}

interface Posting {
  readonly deskRoom: RoomId
  readonly question: RoomMessage
  readonly offer: Remembered
}

async function post(
  { encryption, core, days }: ConsentOptions,
  { deskRoom, question, offer }: Posting,
): Promise<{ readonly handOver: HandOver; readonly entry: OutgoingEntry }> {
  const { asker, language, chosen, topic } = offer.note
  const { roomId: directRoom, body: wording } = question
  const outcome = core.respond({ text: wording, addressing: 'direct', ...(topic !== undefined && { topic }) })
  const reply = composeHandOver({
    ...{ language, wording, days },
    asker: { text: asker, href: permalinkTo(asker) },
    reason: declineReason(outcome.kind === 'decline' ? outcome : undefined, chosen === true),
  })
  const handOver = { directRoom, asker, thread: offer.threadId, language }
  const entry = await toOutgoing(encryption, {
    roomId: deskRoom,
    cause: `hand-over:${offer.transactionId}`,
    // A person's words, and to be noticed: no notice, though the bot frames them.
    content: { ...encodeReply(reply, undefined), msgtype: 'm.text' },
    links: { questionId: offer.questionId, targetId: offer.targetId, note: serializePostNote(handOver) },
  })
  const id = entry.transactionId
  const post = { id, deskRoom, postId: undefined, questionId: offer.targetId, isOpen: true }
  return { handOver: { ...handOver, ...post }, entry: { ...entry, handOver: id } }
}

/** Says, once for each offer, why nothing is passed on. */
function tell(
  { encryption, days }: ConsentOptions,
  roomId: RoomId,
  { transactionId, targetId, threadId, note }: Remembered,
  notice: HandOverNotice,
): Promise<OutgoingEntry> {
  const target = { eventId: targetId, sender: note.asker, thread: threadId }
  const content = encodeReply(handOverNotice(notice, note.language, days), target)
  return toOutgoing(encryption, { roomId, cause: `${notice}:${transactionId}`, content })
}
