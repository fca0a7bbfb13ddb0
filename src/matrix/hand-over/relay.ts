import { isDone } from '../../core/requests.ts'
import type { HandOverNotice } from '../../replies/hand-over.ts'
import type { BotEvents } from '../ports/bot-events.ts'
import type { UserEventHandler } from '../conversation/user-event.ts'
import type { OwnMessages } from '../ports/queues.ts'
import { heldBack, toMark } from '../outbound/outgoing.ts'
import { nothingToSend } from '../inbound/handling.ts'
import type { Handling } from '../inbound/handling.ts'
import type { Limits } from '../inbound/limits.ts'
import { withoutAddress } from '../inbound/addressing.ts'
import type { BotNames } from '../inbound/addressing.ts'
import type { MessagePlace } from '../inbound/room-message.ts'
import type { RoomRegistry } from '../rooms/room-registry.ts'
import type { HandOver, HandOvers } from './hand-overs.ts'
import { mayPassOn, otherSide, roomOf } from './side.ts'
import { toTicket } from './ticket.ts'
import type { Said, Side } from './side.ts'
import type { Sides } from './sides.ts'

export interface RelayOptions {
  readonly messages: Pick<OwnMessages, 'sentAs' | 'lastIn'>
  readonly handOvers: HandOvers
  readonly sides: Sides
  readonly registry: Pick<RoomRegistry, 'get'>
  readonly limits: Limits
  readonly bot: BotNames
  /** Address of a ticket, with `{ticket}` for its number. */
  readonly ticketUrl: string | undefined
  readonly events: Pick<BotEvents, 'handOver' | 'limited'>
}

/** At the beginning of what the service desk's people say to each other in a thread. */
const internalMark = '//'

/** A reaction to what was passed on. */
const passedKey = '📨'

interface Line {
  readonly handOver: HandOver
  readonly from: Side
}

/** Passes on what is said about a question that was handed over, until one side ends it. */
export function createRelay(options: RelayOptions): UserEventHandler {
  return async (event) => {
    if (event.kind !== 'message' && event.kind !== 'attachment') return undefined
    const { message } = event
    const body = event.kind === 'message' ? event.message.body : undefined
    const own = body === undefined ? undefined : withoutAddress(body, options.bot)
    const isEnd = own !== undefined && isDone(own)
    const line = lineOf(message, options) ?? (isEnd ? lastLine(message, options) : undefined)
    if (line === undefined) return undefined
    const { handOver, from } = line
    if (handOver.isOpen && isEnd) return end(options, line)
    // A message that calls the bot by its name is for the bot.
    if (from === 'desk' && own !== body) return undefined
    if (!handOver.isOpen) return from === 'desk' ? nothingToSend : undefined
    if (from === 'desk' && body?.trimStart().startsWith(internalMark) === true) return nothingToSend
    return passOn(options, line, { eventId: message.eventId, sender: message.sender, text: body })
  }
}

/** The hand-over that a message belongs to: all that is said in the desk's thread, and the asker's replies to what came from there. */
function lineOf(message: MessagePlace, { messages, handOvers }: RelayOptions): Line | undefined {
  const { roomId, sender, repliesTo, thread } = message
  const root = thread === undefined ? undefined : handOvers.of(messages.sentAs(thread))
  if (root?.deskRoom === roomId && root.postId === thread) return { handOver: root, from: 'desk' }
  const pointed = repliesTo === undefined ? undefined : handOvers.of(messages.sentAs(repliesTo))
  return byAsker(pointed ?? root, message.roomId, sender)
}

/** The hand-over about which the bot has spoken last. */
function lastLine({ roomId, sender, repliesTo, thread }: MessagePlace, options: RelayOptions) {
  if (repliesTo !== undefined) return undefined
  return byAsker(options.handOvers.of(options.messages.lastIn(roomId, thread)), roomId, sender)
}

function byAsker(handOver: HandOver | undefined, roomId: string, sender: string): Line | undefined {
  return handOver?.directRoom === roomId && handOver.asker === sender
    ? { handOver, from: 'direct' }
    : undefined
}

async function end(options: RelayOptions, line: Line): Promise<Handling> {
  const outgoing = await close(options, line, 'closed')
  options.events.handOver({ roomId: roomOf(line.handOver, line.from), step: 'closed' })
  return { kind: 'settled', outgoing }
}

/** The other side is told that it is over, if the bot can speak there. */
function close(options: RelayOptions, { handOver, from }: Line, notice: HandOverNotice) {
  const to = otherSide(from)
  const others = isThere(options, handOver, to) ? { [to]: 'closed' } : {}
  return options.sides.close(handOver, { [from]: notice, ...others })
}

const isThere = ({ registry }: RelayOptions, handOver: HandOver, side: Side): boolean =>
  registry.get(roomOf(handOver, side)).membership === 'joined'

async function passOn(options: RelayOptions, { handOver, from }: Line, said: Said): Promise<Handling> {
  const { sides, registry, limits, events } = options
  const roomId = roomOf(handOver, from)
  const verdict = limits.take(roomId, said.sender)
  if (!verdict.allowed) {
    events.limited({ roomId, by: verdict.by, told: verdict.first })
    if (!verdict.first) return nothingToSend
    const notice = await sides.notify(handOver, from, 'too-fast', `too-fast:${said.eventId}`)
    return { kind: 'settled', outgoing: [notice] }
  }
  if (!isThere(options, handOver, otherSide(from)) || !mayPassOn(registry, handOver, from)) {
    const notice = from === 'desk' ? 'unreachable' : 'unavailable'
    events.handOver({ roomId, step: notice })
    return { kind: 'settled', outgoing: await close(options, { handOver, from }, notice) }
  }
  events.handOver({ roomId, step: 'relayed' })
  const ticket = from === 'desk' ? toTicket(said.text, options.ticketUrl) : undefined
  const passed =
    ticket === undefined
      ? await sides.relay(handOver, from, said)
      : await sides.giveTicket(handOver, ticket, `ticket:${said.eventId}`)
  // A file is only named.
  const marks =
    said.text === undefined ? [] : [heldBack(toMark(roomId, said.eventId, passedKey), passed, 'sent')]
  const failure = await sides.notify(handOver, from, 'not-relayed', `not-relayed:${said.eventId}`)
  return { kind: 'settled', outgoing: [passed, heldBack(failure, passed, 'dropped'), ...marks] }
}
