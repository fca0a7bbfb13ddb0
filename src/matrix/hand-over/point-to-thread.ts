import { handOverNotice } from '../../replies/hand-over.ts'
import type { UserEventHandler } from '../conversation/user-event.ts'
import type { OwnMessages } from '../ports/queues.ts'
import { toOutgoing } from '../outbound/outgoing.ts'
import type { RoomEncryption } from '../ports/encryption.ts'
import { withoutAddress } from '../inbound/addressing.ts'
import type { BotNames } from '../inbound/addressing.ts'
import { encodeReply } from '../outbound/encode-reply.ts'
import type { HandOvers } from './hand-overs.ts'

export interface PointOptions {
  readonly messages: Pick<OwnMessages, 'sentAs'>
  readonly handOvers: HandOvers
  readonly encryption: Pick<RoomEncryption, 'encrypt'>
  readonly bot: BotNames
  readonly days: number
}

/** Says that a reply to the post outside of its thread is not passed on: the team may as well be talking among themselves. */
export function createPointToThread(options: PointOptions): UserEventHandler {
  const { messages, handOvers, encryption, bot, days } = options
  return async (event, { roomId, eventId }) => {
    if (event.kind !== 'message' && event.kind !== 'attachment') return undefined
    const { repliesTo, thread, sender } = event.message
    if (repliesTo === undefined || thread !== undefined) return undefined
    const handOver = handOvers.of(messages.sentAs(repliesTo))
    if (handOver?.deskRoom !== roomId) return undefined
    const body = event.kind === 'message' ? event.message.body : ''
    if (withoutAddress(body, bot) !== body) return undefined
    const notice = handOverNotice('outside-thread', handOver.language, days)
    const content = encodeReply(notice, { eventId, sender, thread: undefined })
    const entry = await toOutgoing(encryption, { roomId, cause: `outside-thread:${eventId}`, content })
    return { kind: 'settled', outgoing: [entry] }
  }
}
