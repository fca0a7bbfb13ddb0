import type { Language } from '../../knowledge/types.ts'
import type { HandOverKey, OwnMessage, OwnMessages } from '../ports/queues.ts'
import { isEventId, isRoomId, isUserId } from '../ports/ids.ts'
import type { EventId, RoomId, UserId } from '../ports/ids.ts'
import { at, parseJson } from '../client/json.ts'
import { dayMs } from '../../day.ts'

/** A question that was handed over to the service desk: the post in its room, and who is told what is said there. */
export interface HandOver {
  /** Transaction id of the post. */
  readonly id: string
  readonly deskRoom: RoomId
  /** Root of the service desk's thread; undefined while it is on its way. */
  readonly postId: EventId | undefined
  readonly directRoom: RoomId
  readonly asker: UserId
  readonly questionId: EventId
  /** The reaction or word of consent; undefined if it was given to an earlier release. */
  readonly consentId: EventId | undefined
  /** The thread of the direct message in which was asked. */
  readonly thread: EventId | undefined
  readonly language: Language
  /** False once somebody ended it or its time is over. */
  readonly isOpen: boolean
  /** The asker took the consent back, and may give it again. */
  readonly isWithdrawn: boolean
}

/** Stored with the post beside its links. Holds no text. */
export type PostRecord = Pick<HandOver, 'directRoom' | 'asker' | 'thread' | 'language' | 'consentId'> & {
  readonly closed?: boolean
  readonly withdrawn?: boolean
}

export interface HandOvers {
  /** Oldest first. */
  by(key: HandOverKey, value: string): readonly HandOver[]
  /** The one that a message of the bot's belongs to. */
  of(message: OwnMessage | undefined): HandOver | undefined
}

export function createHandOvers(
  messages: Pick<OwnMessages, 'handOvers'>,
  { days, now }: { readonly days: number; readonly now: () => number },
): HandOvers {
  const since = () => now() - days * dayMs
  const by = (key: HandOverKey, value: string) =>
    messages.handOvers(key, value).flatMap((post) => parseHandOver(post, since()) ?? [])
  return {
    by,
    of: (message) => (message?.handOver === undefined ? undefined : by('id', message.handOver)[0]),
  }
}

export function serializePostRecord(record: PostRecord): string {
  const { directRoom, asker, thread, language, consentId, closed, withdrawn } = record
  return JSON.stringify({ directRoom, asker, thread, language, consentId, closed, withdrawn })
}

function parseHandOver(post: OwnMessage, since: number): HandOver | undefined {
  const raw = parseJson(post.record)
  const [directRoom, asker, thread] = [at(raw, 'directRoom'), at(raw, 'asker'), at(raw, 'thread')]
  const consentId = at(raw, 'consentId')
  const { transactionId: id, roomId: deskRoom, targetId: questionId, eventId } = post
  if (!isRoomId(directRoom) || !isRoomId(deskRoom) || !isUserId(asker) || !isEventId(questionId))
    return undefined
  return {
    ...{ id, deskRoom, directRoom, asker, questionId },
    postId: isEventId(eventId) ? eventId : undefined,
    thread: isEventId(thread) ? thread : undefined,
    consentId: isEventId(consentId) ? consentId : undefined,
    language: at(raw, 'language') === 'en' ? 'en' : 'de',
    isOpen: at(raw, 'closed') !== true && post.createdAt > since,
    isWithdrawn: at(raw, 'withdrawn') === true,
  }
}
