import { composeRelay, composeTicket, handOverNotice } from '../../replies/hand-over.ts'
import type { HandOverNotice, Ticket } from '../../replies/hand-over.ts'
import type { Contact, Reply } from '../../replies/types.ts'
import { AnswerUnderwayError } from '../conversation/follow-edit.ts'
import type { OutgoingEntry, OwnMessages } from '../ports/queues.ts'
import { toOutgoing } from '../outbound/outgoing.ts'
import type { Links } from '../outbound/outgoing.ts'
import type { RoomEncryption } from '../ports/encryption.ts'
import { encodeReply, encodeText, relation, toEdit } from '../outbound/encode-reply.ts'
import type { MessageContent } from '../outbound/encode-reply.ts'
import type { RoomId, EventId, UserId } from '../ports/ids.ts'
import { serializePostNote } from './hand-overs.ts'
import type { HandOver } from './hand-overs.ts'
import type { NameOf } from './name-of.ts'

/** Those who talk over a hand-over: the asker in the direct message, and the service desk in the thread below its post. */
export type Side = 'direct' | 'desk'

export const otherSide = (side: Side): Side => (side === 'direct' ? 'desk' : 'direct')

export const roomOf = ({ deskRoom, directRoom }: HandOver, side: Side): RoomId =>
  side === 'desk' ? deskRoom : directRoom

/** What somebody wrote on one side; no text for what is none. */
export interface Said {
  readonly eventId: EventId
  readonly sender: UserId
  readonly text: string | undefined
}

/** What the bot says on the two sides of a hand-over. Throws `AnswerUnderwayError` for a thread whose root is on its way. */
export interface Sides {
  notify(handOver: HandOver, side: Side, notice: HandOverNotice, cause: string): Promise<OutgoingEntry>
  /** Hands on to the other side. */
  relay(handOver: HandOver, from: Side, said: Said): Promise<OutgoingEntry>
  /** Tells the asker under which number, and where, their question goes on. */
  giveTicket(handOver: HandOver, ticket: Ticket, cause: string): Promise<OutgoingEntry>
  /** Gives what was relayed as `copy` another wording. */
  reword(handOver: HandOver, from: Side, said: Said, copy: Copy): Promise<OutgoingEntry>
  /** Ends a hand-over with a notice to each side named; at least one. */
  close(
    handOver: HandOver,
    notices: Partial<Readonly<Record<Side, HandOverNotice>>>,
  ): Promise<readonly OutgoingEntry[]>
}

interface Copy {
  readonly transactionId: string
  readonly eventId: EventId
}

export interface SidesOptions {
  readonly encryption: Pick<RoomEncryption, 'encrypt'>
  readonly messages: Pick<OwnMessages, 'lastIn'>
  readonly nameOf: NameOf
  readonly days: number
  /** Whom to ask where it fails. */
  readonly contact?: Contact | undefined
}

export function createSides({ encryption, messages, nameOf, days, contact }: SidesOptions): Sides {
  const send = (handOver: HandOver, side: Side, { cause, content, links }: Sending) =>
    toOutgoing(encryption, {
      ...{ roomId: roomOf(handOver, side), cause, content },
      links: { ...links, handOver: handOver.id },
    })
  /** Unless the bot spoke of something else since, everybody sees what it belongs to. */
  const isContinued = ({ id, directRoom, thread, questionId }: HandOver) => {
    const last = messages.lastIn(directRoom, thread)
    return last?.handOver === id || last?.targetId === questionId
  }
  const inPlace = (handOver: HandOver, side: Side, content: MessageContent) => ({
    ...content,
    'm.relates_to': relationOf(handOver, side, side === 'direct' && isContinued(handOver)),
  })
  const notice = (handOver: HandOver, side: Side, name: HandOverNotice) =>
    inPlace(handOver, side, encodeNotice(handOverNotice(name, handOver.language, days, contact), name))
  /** Calls nobody: in a room of two each message notifies the other by itself. */
  const relayed = async ({ asker, directRoom, language }: HandOver, from: Side, { text }: Said) => {
    const speaker = from === 'direct' ? ((await nameOf(directRoom, asker)) ?? asker) : undefined
    return encodeText(composeRelay({ language, asker: speaker, text }))
  }
  return {
    notify(handOver, side, name, cause) {
      const links = { ...placeOf(handOver, side), note: '{}' }
      return send(handOver, side, { cause, content: notice(handOver, side, name), links })
    },
    async relay(handOver, from, said) {
      const to = otherSide(from)
      const content = inPlace(handOver, to, await relayed(handOver, from, said))
      const note = JSON.stringify({ author: said.sender })
      const links = { ...placeOf(handOver, to), questionId: said.eventId, note }
      return send(handOver, to, { cause: `relay:${said.eventId}`, content, links })
    },
    giveTicket(handOver, ticket, cause) {
      const content = inPlace(handOver, 'direct', encodeText(composeTicket(handOver.language, ticket)))
      return send(handOver, 'direct', {
        cause,
        content,
        links: { ...placeOf(handOver, 'direct'), note: '{}' },
      })
    },
    async reword(handOver, from, said, { transactionId, eventId }) {
      const content = toEdit(await relayed(handOver, from, said), eventId)
      const links = { about: transactionId }
      return send(handOver, otherSide(from), { cause: `relay:${said.eventId}`, content, links })
    },
    close(handOver, notices) {
      const withdrawn = notices.direct === 'withdrawn'
      const note = serializePostNote({ ...handOver, closed: true, withdrawn })
      const links = { about: handOver.id, note }
      const closings = (['direct', 'desk'] as const).flatMap((side) => {
        const name = notices[side]
        if (name === undefined) return []
        const content = notice(handOver, side, name)
        return [send(handOver, side, { cause: `closed:${handOver.id}:${side}`, content, links })]
      })
      return Promise.all(closings)
    },
  }
}

interface Sending {
  readonly cause: string
  readonly content: MessageContent
  readonly links: Links
}

/** That it is over, nobody waits for; the rest tells somebody what became of what they did. */
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

function placeOf(handOver: HandOver, side: Side): Pick<Links, 'threadId'> {
  const threadId = side === 'desk' ? handOver.postId : handOver.thread
  return threadId === undefined ? {} : { threadId }
}
