import type { Core } from '../../core/core.ts'
import { composeHandOver, declineReason } from '../../replies/hand-over.ts'
import type { Remembered } from '../conversation/note.ts'
import type { OutgoingEntry } from '../ports/queues.ts'
import { toOutgoing } from '../outbound/outgoing.ts'
import type { RoomEncryption } from '../ports/encryption.ts'
import type { RoomId } from '../ports/ids.ts'
import { encodeText, permalinkTo } from '../outbound/encode-reply.ts'
import type { RoomMessage } from '../inbound/room-message.ts'
import { serializePostNote } from './hand-overs.ts'
import type { HandOver } from './hand-overs.ts'

export interface PostOptions {
  readonly core: Pick<Core, 'respond'>
  readonly encryption: Pick<RoomEncryption, 'encrypt'>
  /** How long replies are passed on. */
  readonly days: number
}

export interface Consented {
  readonly deskRoom: RoomId
  readonly question: RoomMessage
  readonly offer: Remembered
}

/** The post for the service desk, and the hand-over that begins with it. The same for each consent to the same offer. */
export async function postQuestion(
  { encryption, core, days }: PostOptions,
  { deskRoom, question, offer }: Consented,
): Promise<{ readonly handOver: HandOver; readonly post: OutgoingEntry }> {
  const { questionId, targetId, threadId: thread } = offer
  const { asker, language, chosen, topic } = offer.note
  const { roomId: directRoom, body: wording } = question
  const outcome = core.respond({ text: wording, addressing: 'direct', ...(topic !== undefined && { topic }) })
  const reply = composeHandOver({
    ...{ language, wording, days },
    asker: { text: asker, href: permalinkTo(asker) },
    reason: declineReason(outcome.kind === 'decline' ? outcome : undefined, chosen === true),
  })
  const note = { directRoom, asker, thread, language }
  const entry = await toOutgoing(encryption, {
    roomId: deskRoom,
    cause: `hand-over:${offer.transactionId}`,
    // A person's words that are to be noticed, so no notice, though the bot frames them.
    content: encodeText(reply),
    links: { questionId, targetId, note: serializePostNote(note) },
  })
  const id = entry.transactionId
  return {
    handOver: { ...note, id, deskRoom, postId: undefined, questionId: targetId, isOpen: true },
    post: { ...entry, handOver: id },
  }
}
