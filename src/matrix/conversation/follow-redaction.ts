import { answerNotDeletedNotice } from '../../replies/notices.ts'
import { encodeReply } from '../outbound/encode-reply.ts'
import { heldBack, toOutgoing } from '../outbound/outgoing.ts'
import type { RoomEncryption } from '../ports/encryption.ts'
import type { RoomId } from '../ports/ids.ts'
import type { IncomingBox, OutgoingEntry, OwnMessages } from '../ports/queues.ts'
import type { UserEventHandler } from './user-event.ts'
import { readRecordedIn } from './answer-record.ts'
import type { RecordedMessage } from './answer-record.ts'
import { takeBack } from './take-back.ts'

export interface FollowRedactionOptions {
  readonly messages: Pick<OwnMessages, 'answersTo' | 'reactionsTo'>
  readonly encryption: Pick<RoomEncryption, 'encrypt'>
  readonly inbox: Pick<IncomingBox, 'withdraw'>
}

/** Takes back what the bot said to a message that was taken back itself, and says nothing to one that still waits, be it for its key. */
export function createFollowRedaction(options: FollowRedactionOptions): UserEventHandler {
  return async (event, { roomId }) => {
    if (event.kind !== 'redaction') return undefined
    options.inbox.withdraw(roomId, event.target)
    const answers = options.messages
      .answersTo(event.target)
      .flatMap((own) => readRecordedIn(roomId, own) ?? [])
    const outgoing = await Promise.all(answers.map((answer) => remove(options, roomId, answer)))
    return { kind: 'settled', outgoing: outgoing.flat() }
  }
}

/** People are promised that it is deleted, so they are told where the room doesn't let it be. */
async function remove(
  { messages, encryption }: FollowRedactionOptions,
  roomId: RoomId,
  answer: RecordedMessage,
): Promise<readonly OutgoingEntry[]> {
  const [removal, ...others] = takeBack(messages, roomId, answer)
  if (removal === undefined) return others
  const content = encodeReply(answerNotDeletedNotice(answer.record.language), undefined)
  const failure = await toOutgoing(encryption, {
    ...{ roomId, content, cause: `not-deleted:${answer.transactionId}` },
  })
  return [removal, heldBack(failure, removal, 'dropped'), ...others]
}
