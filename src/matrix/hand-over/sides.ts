import type { HandOverNotice, Ticket } from '../../replies/hand-over.ts'
import { toEdit } from '../outbound/encode-reply.ts'
import type { MessageContent } from '../outbound/encode-reply.ts'
import { toOutgoing } from '../outbound/outgoing.ts'
import type { Links } from '../outbound/outgoing.ts'
import type { RoomEncryption } from '../ports/encryption.ts'
import type { EventId } from '../ports/ids.ts'
import type { OutgoingEntry } from '../ports/queues.ts'
import { serializePostRecord } from './hand-overs.ts'
import type { HandOver } from './hand-overs.ts'
import { createSideContent } from './side-content.ts'
import type { SideContentOptions } from './side-content.ts'
import { otherSide, roomOf } from './side.ts'
import type { Said, Side } from './side.ts'

/** Sends to the two sides of a hand-over. Throws `AnswerUnderwayError` for a thread whose root is on its way. */
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

export interface SidesOptions extends SideContentOptions {
  readonly encryption: Pick<RoomEncryption, 'encrypt'>
}

export function createSides({ encryption, ...options }: SidesOptions): Sides {
  const content = createSideContent(options)
  const send = (handOver: HandOver, side: Side, { links, ...message }: Sending) =>
    toOutgoing(encryption, {
      ...{ ...message, roomId: roomOf(handOver, side) },
      links: { ...links, handOver: handOver.id },
    })
  /** Answers nothing that somebody wrote, so it is remembered by its place alone. */
  const tell = (handOver: HandOver, side: Side, message: Pick<Sending, 'cause' | 'content'>) =>
    send(handOver, side, { ...message, links: { ...placeOf(handOver, side), record: '{}' } })
  return {
    notify: (handOver, side, name, cause) =>
      tell(handOver, side, { cause, content: content.notice(handOver, side, name) }),
    giveTicket: (handOver, ticket, cause) =>
      tell(handOver, 'direct', { cause, content: content.ticket(handOver, ticket) }),
    async relay(handOver, from, said) {
      const to = otherSide(from)
      const record = JSON.stringify({ author: said.sender })
      return send(handOver, to, {
        cause: `relay:${said.eventId}`,
        content: await content.relay(handOver, from, said),
        links: { ...placeOf(handOver, to), questionId: said.eventId, record },
      })
    },
    async reword(handOver, from, said, { transactionId, eventId }) {
      return send(handOver, otherSide(from), {
        cause: `relay:${said.eventId}`,
        content: toEdit(await content.relayed(handOver, from, said), eventId),
        links: { about: transactionId, questionId: said.eventId },
      })
    },
    close(handOver, notices) {
      const withdrawn = notices.direct === 'withdrawn'
      const record = serializePostRecord({ ...handOver, closed: true, withdrawn })
      const closings = (['direct', 'desk'] as const).flatMap((side) => {
        const name = notices[side]
        if (name === undefined) return []
        const cause = `closed:${handOver.id}:${side}`
        const links = { about: handOver.id, record }
        return [send(handOver, side, { cause, content: content.notice(handOver, side, name), links })]
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

function placeOf(handOver: HandOver, side: Side): Pick<Links, 'threadId'> {
  const threadId = side === 'desk' ? handOver.postId : handOver.thread
  return threadId === undefined ? {} : { threadId }
}
