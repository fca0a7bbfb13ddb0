import type { Outcome } from '../../dialogue/types.ts'
import type { OutgoingEntry, OwnMessages } from '../delivery/boxes.ts'
import { toOutgoing, toReaction, toRedaction } from '../delivery/outgoing.ts'
import type { RoomEncryption } from '../encryption-port.ts'
import type { EventId, RoomId, UserId } from '../ids.ts'
import { encodeEdit, encodeReply } from '../messages/encode-reply.ts'
import type { ReplyTarget } from '../messages/encode-reply.ts'
import { choiceKeys } from './keys.ts'
import { serializeNote, summarize } from './note.ts'
import type { Note, Remembered } from './note.ts'

export type Visible = Exclude<Outcome, { kind: 'ignore' }>

/** What a message of the bot's is said for. */
export interface Occasion {
  readonly roomId: RoomId
  /** The event that led to it; the same for whatever is said because of it. */
  readonly cause: string
  readonly questionId: EventId
  readonly asker: UserId
  readonly target: ReplyTarget
  readonly utterance: Pick<Note, 'addressing' | 'topic'>
  /** The asker picked it. */
  readonly chosen?: boolean
}

export interface Voice {
  /** A reply, with what has to be remembered of it. */
  say(outcome: Visible, occasion: Occasion): Promise<readonly OutgoingEntry[]>
  /** Another wording of a message of the bot's that is sent already. */
  reword(
    message: Remembered & { readonly eventId: EventId },
    outcome: Visible,
    change: Pick<Occasion, 'roomId' | 'cause'>,
  ): Promise<readonly OutgoingEntry[]>
}

export function createVoice(
  encryption: Pick<RoomEncryption, 'encrypt'>,
  messages: Pick<OwnMessages, 'reactionsTo'>,
): Voice {
  return {
    async say(outcome, { roomId, cause, questionId, asker, target, utterance, chosen }) {
      const { addressing, topic } = utterance
      const { language } = outcome.reply
      const author = target.sender
      const note: Note = { ...summarize(outcome), asker, author, addressing, language, topic, chosen }
      const links = {
        ...{ questionId, targetId: target.eventId, note: serializeNote(note) },
        ...(target.thread !== undefined && { threadId: target.thread }),
      }
      const content = encodeReply(outcome.reply, target)
      const entry = await toOutgoing(encryption, { roomId, cause, content, links })
      return [entry, ...buttons(roomId, entry.transactionId, note, cause)]
    },

    async reword({ transactionId, eventId, note }, outcome, { roomId, cause }) {
      const { language } = outcome.reply
      const changed = { ...note, ...summarize(outcome), language }
      const links = { about: transactionId, note: serializeNote(changed) }
      const content = encodeEdit(outcome.reply, eventId, note.author)
      return [
        await toOutgoing(encryption, { roomId, cause, content, links }),
        ...messages.reactionsTo(transactionId).map((reaction) => toRedaction(roomId, reaction)),
        ...buttons(roomId, transactionId, changed, cause),
      ]
    },
  }
}

/** Reactions by which people pick something with one tap. */
function buttons(roomId: RoomId, transactionId: string, note: Note, cause: string): readonly OutgoingEntry[] {
  if (note.kind !== 'suggestion') return []
  return choiceKeys.slice(0, note.entries.length).map((key) => toReaction(roomId, transactionId, key, cause))
}
