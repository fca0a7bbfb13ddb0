import type { Core } from '../../core/core.ts'
import { composeHandOver, handOverReason } from '../../replies/hand-over.ts'
import type { Inline } from '../../replies/types.ts'
import type { RecordedMessage } from '../conversation/answer-record.ts'
import type { OutgoingEntry } from '../ports/queues.ts'
import { toOutgoing } from '../outbound/outgoing.ts'
import type { RoomEncryption } from '../ports/encryption.ts'
import type { EventId, RoomId, UserId } from '../ports/ids.ts'
import { encodeText, permalinkTo } from '../outbound/encode-reply.ts'
import type { RoomMessage } from '../inbound/room-message.ts'
import { serializePostRecord } from './hand-overs.ts'
import type { HandOver } from './hand-overs.ts'
import { respondInSlices } from '../conversation/respond-in-slices.ts'
import type { NameOf } from './name-of.ts'

export interface PostOptions {
  readonly core: Pick<Core, 'respondInSteps'>
  readonly encryption: Pick<RoomEncryption, 'encrypt'>
  readonly nameOf: NameOf
  /** How long replies are passed on. */
  readonly days: number
}

export interface Consented {
  readonly deskRoom: RoomId
  readonly question: RoomMessage
  readonly offer: RecordedMessage
  readonly consentId: EventId
}

/** The post for the service desk, and the hand-over that begins with it. The same for the same consent. */
export async function postQuestion(
  { encryption, core, nameOf, days }: PostOptions,
  { deskRoom, question, offer, consentId }: Consented,
): Promise<{ readonly handOver: HandOver; readonly post: OutgoingEntry }> {
  const { questionId, targetId, threadId: thread } = offer
  const { asker, language, chosen, topic } = offer.record
  const { roomId: directRoom, body: wording } = question
  const utterance = { text: wording, addressing: 'direct', ...(topic !== undefined && { topic }) } as const
  const outcome = await respondInSlices(core, utterance)
  const reply = composeHandOver({
    ...{ language, wording, days },
    asker: toInlines(asker, await nameOf(directRoom, asker)),
    reason: handOverReason(outcome, chosen === true),
  })
  const record = { directRoom, asker, thread, language, consentId }
  const entry = await toOutgoing(encryption, {
    roomId: deskRoom,
    cause: `hand-over:${offer.transactionId}:${consentId}`,
    // A person's words that are to be noticed, so no notice, though the bot frames them.
    content: encodeText(reply),
    links: { questionId, targetId, record: serializePostRecord(record) },
  })
  const id = entry.transactionId
  return {
    handOver: {
      ...record,
      id,
      deskRoom,
      postId: undefined,
      questionId: targetId,
      isOpen: true,
      isWithdrawn: false,
    },
    post: { ...entry, handOver: id },
  }
}

/** The name, which anybody can choose, with the id, which nobody can. */
function toInlines(asker: UserId, name: string | undefined): readonly Inline[] {
  const href = permalinkTo(asker)
  return name === undefined ? [{ text: asker, href }] : [{ text: name, href }, ` (${asker})`]
}
