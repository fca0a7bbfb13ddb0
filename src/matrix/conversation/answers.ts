import { withOffer } from '../../replies/hand-over.ts'
import type { Open } from '../../replies/hand-over.ts'
import type { Outcome } from '../../replies/types.ts'
import type { OutgoingEntry, OwnMessages } from '../ports/queues.ts'
import { toOutgoing, toReaction, toRedaction } from '../outbound/outgoing.ts'
import type { RoomEncryption } from '../ports/encryption.ts'
import type { EventId, RoomId, UserId } from '../ports/ids.ts'
import { encodeEdit, encodeReply } from '../outbound/encode-reply.ts'
import type { Placement, ReplyTarget } from '../outbound/encode-reply.ts'
import { choiceKeys, consentKey } from './keys.ts'
import { serializeRecord, summarize } from './answer-record.ts'
import type { AnswerRecord, RecordedMessage } from './answer-record.ts'

export type Visible = Exclude<Outcome, { kind: 'ignore' }>

/** The occasion of a message of the bot's. */
interface Occasion {
  readonly roomId: RoomId
  /** The event that led to it; the same for whatever is said because of it. */
  readonly cause: string
  readonly questionId: EventId
  readonly asker: UserId
  readonly target: ReplyTarget
  readonly utterance: Pick<AnswerRecord, 'addressing' | 'topic'>
  /** The asker picked it, or rejected what was said before. */
  readonly chosen?: boolean
}

export interface Answers {
  /** A reply, with what has to be remembered of it. */
  queueAnswer(outcome: Visible, occasion: Occasion): Promise<readonly OutgoingEntry[]>
  /** Another wording of a message of the bot's that is sent already. */
  editAnswer(
    message: RecordedMessage & { readonly eventId: EventId },
    outcome: Visible,
    change: Pick<Occasion, 'roomId' | 'cause'>,
  ): Promise<readonly OutgoingEntry[]>
}

/** The message that was declined. */
export interface Question {
  readonly roomId: RoomId
  readonly asker: UserId
  readonly targetId: EventId
}

export interface AnswersOptions {
  readonly encryption: Pick<RoomEncryption, 'encrypt'>
  readonly messages: Pick<OwnMessages, 'reactionsTo'>
  /** True if a question that is declined may be handed over with its asker's consent. */
  readonly mayOffer: (question: Question) => Promise<boolean>
  /** Where a reply to the message will stand that is said because of `cause`. */
  readonly placementOf: (roomId: RoomId, cause: string, target: EventId) => Promise<Placement>
}

export function createAnswers({ encryption, messages, mayOffer, placementOf }: AnswersOptions): Answers {
  const withAnyOffer = async (outcome: Visible, question: Question) =>
    leavesOpen(outcome) && (await mayOffer(question))
      ? { said: withOffer(outcome), offers: true }
      : { said: outcome, offers: undefined }
  return {
    async queueAnswer(outcome, { roomId, cause, questionId, asker, target, utterance, chosen }) {
      const { addressing, topic } = utterance
      const { language } = outcome.reply
      const author = target.sender
      const { said, offers } = await withAnyOffer(outcome, { roomId, asker, targetId: target.eventId })
      const summary = { ...summarize(outcome), offers }
      const record: AnswerRecord = { ...summary, asker, author, addressing, language, topic, chosen }
      const links = {
        ...{ questionId, targetId: target.eventId, record: serializeRecord(record) },
        ...(target.thread !== undefined && { threadId: target.thread }),
      }
      const placement = await placementOf(roomId, cause, target.eventId)
      const content = encodeReply(said.reply, target, placement)
      const entry = await toOutgoing(encryption, { roomId, cause, content, links })
      return [entry, ...buttons(roomId, entry.transactionId, record, cause)]
    },

    async editAnswer({ transactionId, eventId, targetId, record }, outcome, { roomId, cause }) {
      const { language } = outcome.reply
      const { said, offers } = await withAnyOffer(outcome, { roomId, asker: record.asker, targetId })
      const changed = { ...record, ...summarize(outcome), language, offers }
      const links = { about: transactionId, questionId: cause, record: serializeRecord(changed) }
      const { isDirect } = await placementOf(roomId, cause, targetId)
      const content = encodeEdit(said.reply, eventId, isDirect ? [] : [record.author])
      return [
        await toOutgoing(encryption, { roomId, cause, content, links }),
        ...messages.reactionsTo(transactionId).map((reaction) => toRedaction(roomId, reaction)),
        ...buttons(roomId, transactionId, changed, cause),
      ]
    },
  }
}

const leavesOpen = (outcome: Visible): outcome is Open =>
  (outcome.kind === 'decline' && outcome.entry?.smallTalk !== true) ||
  ((outcome.kind === 'answer' || outcome.kind === 'suggest') && outcome.open.length > 0)

/** Reactions by which people pick something with one tap. */
function buttons(
  roomId: RoomId,
  transactionId: string,
  record: AnswerRecord,
  cause: string,
): readonly OutgoingEntry[] {
  if (record.offers === true) return [toReaction(roomId, transactionId, consentKey, cause)]
  // A single one is quoted at once, so there is nothing to choose.
  if (record.kind !== 'suggestion' || record.entries.length < 2) return []
  return choiceKeys
    .slice(0, record.entries.length)
    .map((key) => toReaction(roomId, transactionId, key, cause))
}
