import { isEventId, isRoomId, isUserId } from '../ports/ids.ts'
import type { EventId, RoomId } from '../ports/ids.ts'
import { arrayAt, at, isObject, stringAt } from '../client/json.ts'
import { automatedKey } from '../ports/automated.ts'
import type { RoomEvent } from '../ports/room-event.ts'
import type { SkipReason } from '../ports/bot-events.ts'
import type { DecodedEvent, RoomMessage } from './room-message.ts'

/** No body of an event is longer, as homeservers take events of 64 KiB at most; one that breaks the rule is read to here. */
const maxBodyLength = 66_000
const maxHtmlLength = 160_000
/** A message names a handful of people. */
const maxMentions = 100
const maxReactionLength = 100
/** A text sent with "/me" is a message all the same. */
const textTypes: ReadonlySet<string> = new Set(['m.text', 'm.emote', 'm.notice'])
const captionedTypes: ReadonlySet<string> = new Set(['m.image', 'm.file', 'm.video', 'm.audio'])

/** Makes a typed message of an event whose content nobody has checked yet. Never throws. */
export function decodeEvent(roomId: RoomId, event: RoomEvent): DecodedEvent {
  switch (event.type) {
    case 'm.room.message':
      return decodeMessage(roomId, event)
    case 'm.reaction':
      return decodeReaction(event)
    case 'm.room.redaction':
      return decodeRedaction(event)
    case 'm.room.tombstone':
      return decodeTombstone(event)
    case 'm.sticker':
    case 'm.poll.start':
    case 'org.matrix.msc3381.poll.start':
      return event.stateKey === undefined ? toAttachment(roomId, event) : skipped('state')
    case 'm.room.member':
      return isUserId(event.stateKey) ? { kind: 'departure', userId: event.stateKey } : skipped('malformed')
    default:
      return skipped('unsupported-type')
  }
}

function decodeMessage(roomId: RoomId, event: RoomEvent): DecodedEvent {
  if (event.stateKey !== undefined) return skipped('state')
  const { content } = event
  const relation = at(content, 'm.relates_to')
  const edited = at(relation, 'event_id')
  if (at(relation, 'rel_type') === 'm.replace') {
    if (!isEventId(edited)) return skipped('malformed')
    const decoded = decodeText(roomId, event, at(content, 'm.new_content'), undefined)
    return typeof decoded === 'string' ? skipped(decoded) : { kind: 'edit', edited, message: decoded }
  }
  const decoded = decodeText(roomId, event, content, relation)
  if (decoded === 'not-text') return toAttachment(roomId, event)
  return typeof decoded === 'string' ? skipped(decoded) : { kind: 'message', message: decoded }
}

function toAttachment(roomId: RoomId, { eventId, sender, content }: RoomEvent): DecodedEvent {
  const place = { roomId, eventId, sender, ...decodeRelation(at(content, 'm.relates_to')) }
  return { kind: 'attachment', message: place }
}

/** The text of an event that somebody points to: a notice counts, too, since ticket systems post theirs so. An edit is no message of its own. */
export function decodePointedMessage(roomId: RoomId, event: RoomEvent): RoomMessage | undefined {
  const relation = at(event.content, 'm.relates_to')
  if (event.type !== 'm.room.message' || at(relation, 'rel_type') === 'm.replace') return undefined
  const decoded = decodeText(roomId, event, event.content, relation, true)
  return typeof decoded === 'string' ? undefined : decoded
}

function decodeText(
  roomId: RoomId,
  { eventId, sender, timestamp }: RoomEvent,
  content: unknown,
  relation: unknown,
  acceptNotice = false,
): RoomMessage | SkipReason {
  const type = at(content, 'msgtype')
  const isFromProgram = type === 'm.notice' || at(content, automatedKey) === true
  if (isFromProgram && !acceptNotice) return 'notice'
  if (typeof type !== 'string') return 'malformed'
  if (type.startsWith('m.key.') || type === 'm.server_notice') return 'unsupported-type'
  if (!textTypes.has(type) && !hasCaption(content, type)) return 'not-text'
  const body = stringAt(content, 'body')
  if (body === undefined) return 'malformed'
  const { repliesTo, thread } = decodeRelation(relation)
  const html = stringAt(content, 'formatted_body')
  const isHtml = at(content, 'format') === 'org.matrix.custom.html' && html !== undefined
  return {
    roomId,
    eventId,
    sender,
    timestamp,
    body: (repliesTo === undefined ? body : withoutFallback(body)).slice(0, maxBodyLength),
    html: isHtml && html.length <= maxHtmlLength ? html : undefined,
    mentions: decodeMentions(content),
    repliesTo,
    thread,
  }
}

/** The caption of a picture or file stands in the place of its name. A voice message has no words that can be read. */
const hasCaption = (content: unknown, type: string): boolean =>
  captionedTypes.has(type) &&
  stringAt(content, 'filename') !== undefined &&
  at(content, 'filename') !== at(content, 'body') &&
  at(content, 'org.matrix.msc3245.voice') === undefined

function decodeRelation(relation: unknown): { repliesTo: EventId | undefined; thread: EventId | undefined } {
  const target = at(relation, 'm.in_reply_to', 'event_id')
  const root = at(relation, 'event_id')
  const inThread = at(relation, 'rel_type') === 'm.thread' && isEventId(root)
  // In a thread clients name the previous message as a fallback for others that don't know threads.
  const isReply = isEventId(target) && !(inThread && at(relation, 'is_falling_back') === true)
  return { repliesTo: isReply ? target : undefined, thread: inThread ? root : undefined }
}

/** Clients before version 1.13 of the specification put the message replied to in front, as `> ` lines and an empty line. */
function withoutFallback(body: string): string {
  if (!body.startsWith('> <@') && !body.startsWith('> * <@')) return body
  const lines = body.split('\n')
  const end = lines.findIndex((line) => !line.startsWith('> ') && line !== '>')
  return end < 0 ? '' : lines.slice(lines[end] === '' ? end + 1 : end).join('\n')
}

function decodeMentions(content: unknown): RoomMessage['mentions'] {
  const mentions = at(content, 'm.mentions')
  return isObject(mentions) ? arrayAt(mentions, 'user_ids').slice(0, maxMentions).filter(isUserId) : undefined
}

function decodeReaction({ content, sender }: RoomEvent): DecodedEvent {
  const target = at(content, 'm.relates_to', 'event_id')
  const key = stringAt(content, 'm.relates_to', 'key')
  if (!isEventId(target) || key === undefined || key.length > maxReactionLength) return skipped('malformed')
  return { kind: 'reaction', target, key, sender }
}

function decodeRedaction({ content, sender }: RoomEvent): DecodedEvent {
  const target = at(content, 'redacts')
  return isEventId(target) ? { kind: 'redaction', target, sender } : skipped('malformed')
}

function decodeTombstone({ content, sender, stateKey }: RoomEvent): DecodedEvent {
  const replacement = at(content, 'replacement_room')
  if (stateKey !== '' || !isRoomId(replacement)) return skipped('malformed')
  return { kind: 'tombstone', replacement, sender }
}

const skipped = (reason: SkipReason): DecodedEvent => ({ kind: 'skipped', reason })
