import { addressings } from '../../core/utterance.ts'
import type { Outcome } from '../../replies/types.ts'
import type { Addressing } from '../../core/utterance.ts'
import type { Language } from '../../knowledge/types.ts'
import type { OwnMessage } from '../ports/queues.ts'
import { isEventId, isUserId } from '../ports/ids.ts'
import type { EventId, RoomId, UserId } from '../ports/ids.ts'
import { arrayAt, at, parseJson } from '../client/json.ts'

/** `other`: help and the like. `removed`: taken back. */
const recordKinds = ['answer', 'suggestion', 'decline', 'other', 'removed'] as const
type RecordKind = (typeof recordKinds)[number]

/** The bot keeps this of a message of its own, to know what an edit, a reaction or a reply to it means. Holds no text. */
export interface AnswerRecord {
  readonly kind: RecordKind
  /** The person who called the bot. */
  readonly asker: UserId
  /** The author of the message that was judged. */
  readonly author: UserId
  readonly addressing: Addressing
  readonly language: Language
  /** Ids of the entries that the message quotes or suggests, in their order. */
  readonly entries: readonly string[]
  /** The entry that the conversation was about before. */
  readonly topic?: string | undefined
  /** Said when the asker had picked or rejected something; if it is handed over, the service desk is told so. */
  readonly chosen?: boolean | undefined
  /** A decline that asks for consent to hand the question over. */
  readonly offers?: boolean | undefined
}

export const serializeRecord = (record: AnswerRecord): string => JSON.stringify(record)

function parseRecord(text: string): AnswerRecord | undefined {
  const raw = parseJson(text)
  const [asker, author, topic] = [at(raw, 'asker'), at(raw, 'author'), at(raw, 'topic')]
  const kind = recordKinds.find((name) => name === at(raw, 'kind'))
  const addressing = addressings.find((name) => name === at(raw, 'addressing'))
  if (!isUserId(asker) || !isUserId(author) || kind === undefined || addressing === undefined)
    return undefined
  return {
    ...{ kind, asker, author, addressing },
    language: at(raw, 'language') === 'en' ? 'en' : 'de',
    entries: arrayAt(raw, 'entries').filter((id) => typeof id === 'string'),
    ...(typeof topic === 'string' && { topic }),
    ...(at(raw, 'chosen') === true && { chosen: true }),
    ...(at(raw, 'offers') === true && { offers: true }),
  }
}

/** A message of the bot's that stands, with its ids checked. */
export interface RecordedMessage {
  readonly transactionId: string
  /** Undefined while it is on its way. */
  readonly eventId: EventId | undefined
  readonly questionId: EventId
  readonly targetId: EventId
  readonly threadId: EventId | undefined
  readonly record: AnswerRecord
}

/**
 * Undefined for a message that was taken back, that nobody asked for, or that stands in another room: whoever writes an event can name
 * a message of any.
 */
export function readRecordedIn(roomId: RoomId, message: OwnMessage | undefined): RecordedMessage | undefined {
  if (message?.roomId !== roomId) return undefined
  const record = parseRecord(message.record)
  if (record === undefined || record.kind === 'removed') return undefined
  const { transactionId, eventId, questionId, targetId, threadId } = message
  if (!isEventId(questionId) || !isEventId(targetId)) return undefined
  return {
    ...{ transactionId, questionId, targetId, record },
    eventId: isEventId(eventId) ? eventId : undefined,
    threadId: isEventId(threadId) ? threadId : undefined,
  }
}

export function summarize(
  outcome: Exclude<Outcome, { kind: 'ignore' }>,
): Pick<AnswerRecord, 'kind' | 'entries'> {
  switch (outcome.kind) {
    case 'answer':
      return { kind: 'answer', entries: outcome.answers.map(({ entry }) => entry.id) }
    case 'suggest': {
      const entries = outcome.suggestions.map(({ id }) => id)
      // Of several that are quoted one by one there is nothing to choose; the last is what the conversation is about.
      return { kind: 'suggestion', entries: outcome.isChoice ? entries : entries.slice(-1) }
    }
    case 'decline':
      return { kind: 'decline', entries: [] }
    case 'command':
      return { kind: 'other', entries: [] }
  }
}
