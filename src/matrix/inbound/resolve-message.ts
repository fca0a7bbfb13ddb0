import { parseDraft } from '../../core/requests.ts'
import type { Utterance } from '../../core/utterance.ts'
import type { EventId, RoomId } from '../ports/ids.ts'
import type { BoundNotices } from '../conversation/bound-notices.ts'
import type { RecordedMessage } from '../conversation/answer-record.ts'
import type { RoomKind } from '../rooms/room-kinds.ts'
import { isMentioned, namesBot, spokenText, withoutAddress } from './addressing.ts'
import type { BotNames } from './addressing.ts'
import type { ReplyTarget } from '../outbound/encode-reply.ts'
import type { RoomMessage } from './room-message.ts'

/** Something to be judged, and the message that an answer hangs on. */
export interface Candidate {
  readonly utterance: Utterance
  readonly target: ReplyTarget
}

export interface ResolveContext {
  readonly bot: BotNames
  readonly kindOf: (roomId: RoomId) => Promise<RoomKind>
  /** True if the bot knows that it sent this event. */
  readonly hasSent: (eventId: EventId) => boolean
  /** Finds the record of a message of the bot's own in the room. */
  readonly recall: (roomId: RoomId, eventId: EventId) => RecordedMessage | undefined
  /** The bot's newest message in a thread. */
  readonly lastInThread: (roomId: RoomId, thread: EventId) => RecordedMessage | undefined
  /** The bot's newest message in a room, threads aside. */
  readonly lastInRoom: (roomId: RoomId) => RecordedMessage | undefined
  /** The bot's newest message about a message of somebody's in the room. */
  readonly answerTo: (roomId: RoomId, eventId: EventId) => RecordedMessage | undefined
  /** True for rooms in which answers open a thread. */
  readonly answersInThread: (roomId: RoomId) => boolean
  readonly noticesOf: BoundNotices
  /** A text message by its id; undefined if there is none that the bot can read. */
  readonly fetchMessage: (roomId: RoomId, eventId: EventId) => Promise<RoomMessage | undefined>
}

/**
 * The ways to understand a message, best first: usually one candidate, none if it isn't meant for the bot, and two if somebody
 * points the bot to another person's message and adds words of their own.
 */
export async function resolveMessage(
  message: RoomMessage,
  context: ResolveContext,
): Promise<readonly Candidate[]> {
  const kind = await context.kindOf(message.roomId)
  const notices = toNotices(context.noticesOf(message.roomId, message.sender))
  const found = await toCandidates(message, kind, context)
  const candidates = found.map(({ utterance, target }) => ({
    utterance: { ...utterance, ...notices },
    target,
  }))
  if (kind === 'direct' || !context.answersInThread(message.roomId)) return candidates
  return candidates.map(({ utterance, target }) => ({
    utterance,
    target: { ...target, thread: target.thread ?? target.eventId },
  }))
}

/** The part of an utterance that says which notices it is about; none of it where all are. */
export const toNotices = (notices: readonly string[] | undefined): Pick<Utterance, 'notices'> =>
  notices === undefined ? {} : { notices }

async function toCandidates(
  message: RoomMessage,
  kind: RoomKind,
  context: ResolveContext,
): Promise<readonly Candidate[]> {
  const { roomId, repliesTo, thread } = message
  // A thread may begin with a message of the bot's.
  const last = thread && (context.lastInThread(roomId, thread) ?? context.recall(roomId, thread))
  const answered = repliesTo && context.recall(roomId, repliesTo)
  const pointedTo = topicOf(answered) ?? topicOf(last) ?? topicOf(thread && context.answerTo(roomId, thread))
  // Between two people the last answer is what is spoken about, though nothing points to it.
  const recent =
    kind === 'direct' && repliesTo === undefined && thread === undefined
      ? context.lastInRoom(roomId)
      : undefined
  const topic = pointedTo ?? answeredTopic(recent)
  const own = (addressing: Utterance['addressing']): Candidate => ({
    utterance: {
      ...{ text: spokenText(message, context.bot), addressing },
      ...(topic !== undefined && { topic }),
      ...(topic !== undefined && pointedTo === undefined && { isTopicImplied: true }),
    },
    target: message,
  })
  const drafting = await toDraft(message, answered ?? recent, own('mention'), context)
  if (drafting !== undefined) return kind === 'direct' || isCalled(message, context) ? [drafting] : []
  if (kind === 'direct') return [own('direct')]

  const named = withoutAddress(message.body, context.bot) !== message.body
  if (repliesTo !== undefined && context.hasSent(repliesTo)) return [own(named ? 'mention' : 'reply')]
  if (isMentioned(message, context.bot)) {
    const pointed = repliesTo && (await context.fetchMessage(roomId, repliesTo))
    if (pointed === undefined) return [own('mention')]
    if (pointed.sender === context.bot.userId) return [own(named ? 'mention' : 'reply')]
    if (!isCopied(message, pointed, context)) return [pointedAt(pointed, message), own('mention')]
  }
  if (await isReplyToBot(message, context)) return [own('reply')]
  if (kind === 'helpdesk' && isCommandAlone(message)) return [own('mention')]
  if (last !== undefined && isForEverybody(message))
    return [own(message.sender === last.record.asker ? 'thread' : 'ambient')]
  return kind === 'helpdesk' ? [own('ambient')] : []
}

/**
 * Many clients mention in a reply all who were mentioned in the message replied to. Without the bot's name in it, such a reply is said
 * to the people who talk there, as is one about what the bot has answered already.
 */
function isCopied(message: RoomMessage, pointed: RoomMessage, { bot, answerTo }: ResolveContext) {
  if (namesBot(message, bot)) return false
  return isMentioned(pointed, bot) || answerTo(pointed.roomId, pointed.eventId) !== undefined
}

/** In a helpdesk room who wants to know about the bot needs no mention. "Hilfe!" is a cry to the others. */
const isCommandAlone = ({ body, repliesTo }: RoomMessage) =>
  repliesTo === undefined && /^\s*[!/]?(?:hilfe|help|themen|topics|datenschutz|privacy)\s*$/i.test(body)

/** "Entwurf" as a reply: the text is the message replied to, or the question that the bot's message answers. */
async function toDraft(
  { roomId, repliesTo }: RoomMessage,
  answered: RecordedMessage | undefined,
  own: Candidate,
  context: ResolveContext,
): Promise<Candidate | undefined> {
  const request = parseDraft(own.utterance.text)
  if (request === undefined || request.text !== '') return undefined
  const sourceId = answered?.targetId ?? repliesTo
  const source = sourceId && (await context.fetchMessage(roomId, sourceId))
  if (source === undefined) return undefined
  const text = withoutAddress(source.body, context.bot)
  return { ...own, utterance: { text, addressing: 'mention', draft: request.language } }
}

const isCalled = (message: RoomMessage, { bot, hasSent }: ResolveContext) =>
  isMentioned(message, bot) || (message.repliesTo !== undefined && hasSent(message.repliesTo))

/** The entry that a message of the bot's was about, or else the one before. */
const topicOf = (message: RecordedMessage | undefined) =>
  message?.record.entries.at(-1) ?? message?.record.topic

/** The entry that the last answer quotes. A courtesy in between changes nothing; after a decline or a choice there is none. */
function answeredTopic(message: RecordedMessage | undefined): string | undefined {
  if (message === undefined) return undefined
  const { kind, entries, topic } = message.record
  if (kind === 'other') return topic
  return kind === 'answer' || entries.length === 1 ? entries.at(-1) : undefined
}

/** Says nothing to somebody in particular. */
const isForEverybody = ({ mentions = [], repliesTo }: RoomMessage) =>
  mentions.length === 0 && repliesTo === undefined

/** A person's message to which somebody else points the bot; the answer is attached to it, in the thread of the pointer. */
function pointedAt(message: RoomMessage, pointer: RoomMessage): Candidate {
  return {
    utterance: { text: message.body, addressing: 'mention' },
    target: { eventId: message.eventId, sender: message.sender, thread: pointer.thread ?? message.thread },
  }
}

/** Clients that know `m.mentions` name the author of the message replied to; only for others the message has to be looked up. */
async function isReplyToBot(
  { roomId, repliesTo, mentions }: RoomMessage,
  context: ResolveContext,
): Promise<boolean> {
  if (repliesTo === undefined || mentions !== undefined) return false
  const target = await context.fetchMessage(roomId, repliesTo)
  return target?.sender === context.bot.userId
}
