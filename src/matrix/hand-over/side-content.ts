import { composeRelay, composeTicket, handOverNotice } from '../../replies/hand-over.ts'
import type { HandOverNotice, Ticket } from '../../replies/hand-over.ts'
import type { Contact, Reply } from '../../replies/types.ts'
import { AnswerUnderwayError } from '../conversation/follow-edit.ts'
import { encodeReply, encodeText, relation } from '../outbound/encode-reply.ts'
import type { MessageContent } from '../outbound/encode-reply.ts'
import type { EventId } from '../ports/ids.ts'
import type { OwnMessages } from '../ports/queues.ts'
import type { HandOver } from './hand-overs.ts'
import type { NameOf } from './name-of.ts'
import { otherSide } from './side.ts'
import type { Said, Side } from './side.ts'

/** The content of messages about a hand-over. Throws `AnswerUnderwayError` for a thread whose root is on its way. */
export interface SideContent {
  notice(handOver: HandOver, side: Side, name: HandOverNotice): MessageContent
  /** The words of one side, for the other. */
  relay(handOver: HandOver, from: Side, said: Said): Promise<MessageContent>
  /** Makes the words that replace those of an earlier message, so they are no reply and in no thread. */
  relayed(handOver: HandOver, from: Side, said: Said): Promise<MessageContent>
  ticket(handOver: HandOver, ticket: Ticket): MessageContent
}

export interface SideContentOptions {
  readonly messages: Pick<OwnMessages, 'lastIn'>
  readonly nameOf: NameOf
  readonly days: number
  /** Named where passing on fails. */
  readonly contact?: Contact | undefined
}

export function createSideContent({ messages, nameOf, days, contact }: SideContentOptions): SideContent {
  /** Unless the bot spoke of something else since, everybody sees what it belongs to. */
  const isContinued = ({ id, directRoom, thread, questionId }: HandOver) => {
    const last = messages.lastIn(directRoom, thread)
    return last?.handOver === id || last?.targetId === questionId
  }
  const inPlace = (handOver: HandOver, side: Side, content: MessageContent) => ({
    ...content,
    'm.relates_to': relationOf(handOver, side, side === 'direct' && isContinued(handOver)),
  })
  /** Calls nobody: in a room of two each message notifies the other by itself. */
  const relayed = async ({ asker, directRoom, language }: HandOver, from: Side, { text }: Said) => {
    const speaker = from === 'direct' ? ((await nameOf(directRoom, asker)) ?? asker) : undefined
    return encodeText(composeRelay({ language, asker: speaker, text }))
  }
  return {
    relayed,
    notice: (handOver, side, name) =>
      inPlace(handOver, side, encodeNotice(handOverNotice(name, handOver.language, days, contact), name)),
    relay: async (handOver, from, said) =>
      inPlace(handOver, otherSide(from), await relayed(handOver, from, said)),
    ticket: (handOver, ticket) =>
      inPlace(handOver, 'direct', encodeText(composeTicket(handOver.language, ticket))),
  }
}

/** Nobody waits to hear that it is over; the other notices tell somebody what became of what they did. */
const encodeNotice = (reply: Reply, name: HandOverNotice): MessageContent =>
  name === 'closed' || name === 'withdrawn-by-asker' ? encodeReply(reply, undefined) : encodeText(reply)

/** In the thread below the post, or in reply to the question, so that it is seen to which one of several it belongs. */
function relationOf(handOver: HandOver, side: Side, isAdjacent: boolean): MessageContent {
  const { questionId, thread } = handOver
  if (side === 'direct') return relation({ eventId: questionId, thread }, { isDirect: true, isAdjacent })
  const root = rootOf(handOver)
  return relation({ eventId: root, thread: root }, { isDirect: false, isAdjacent })
}

function rootOf({ postId }: HandOver): EventId {
  if (postId === undefined) throw new AnswerUnderwayError()
  return postId
}
