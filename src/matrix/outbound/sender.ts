import { backoffMs } from '../client/backoff.ts'
import { isLoggedOut, isRetryable, MatrixRequestError } from '../client/request-error.ts'
import type { Requester } from '../client/requester.ts'
import type { RoomId } from '../ports/ids.ts'
import { isEventId } from '../ports/ids.ts'
import { at, objectAt, parseJson } from '../client/json.ts'
import type { BotEvents } from '../ports/bot-events.ts'
import { isFatal } from '../ports/encryption.ts'
import type { RoomEncryption } from '../ports/encryption.ts'
import type { OutgoingBox, OutgoingItem } from '../ports/queues.ts'
import { messageType, reactionType, redactionType } from './outgoing.ts'
import type { LaneStep } from '../inbound/room-lanes.ts'

export interface SenderOptions {
  readonly outbox: OutgoingBox
  readonly requester: Requester
  readonly encryption: Pick<RoomEncryption, 'encrypt'>
  readonly events: BotEvents
  /** Age after which an event is not sent any more, in milliseconds. */
  readonly maxAgeMs: number
  readonly now: () => number
  readonly random: () => number
  /** Told about rooms in which something is to be sent that was held back. */
  readonly onReleased: (roomIds: readonly string[]) => void
  /** Told about a token that is no longer valid; sending pauses until it is replaced. */
  readonly onLoggedOut: (error: MatrixRequestError) => void
}

const sendTimeoutMs = 20_000
/** Attempts at something that is refused by what stands before the homeserver, such as a firewall; with pauses, about a minute. */
const maxBlocked = 8

/**
 * Sends the next event of a room. Each attempt has the same bytes and the same transaction id, so that none counts twice; but for a
 * message whose room has been encrypted since the attempt before, of which some homeservers don't know the id any more, as the type of
 * the event is another one.
 */
export function createSender(options: SenderOptions): (roomId: RoomId) => Promise<LaneStep> {
  const { outbox, events, now } = options
  const failures = new Map<RoomId, number>()
  return async (roomId) => {
    const item = outbox.next(roomId)
    if (item === undefined) return 'empty'
    const drop = (reason: 'too-old' | 'orphaned'): LaneStep => {
      options.onReleased(outbox.dropped(item.transactionId, reason))
      events.dropped({ roomId, reason })
      return 'more'
    }
    if (now() - item.createdAt > options.maxAgeMs) return drop('too-old')
    try {
      const request = toRequest(await encrypted(options, roomId, item))
      if (request === undefined) return drop('orphaned')
      const eventId = await put(options.requester, request)
      options.onReleased(outbox.sent(item.transactionId, eventId))
      failures.delete(roomId)
      events.sent({ roomId, ms: now() - item.createdAt })
      return 'more'
    } catch (error) {
      return failed(options, failures, roomId, item, error)
    }
  }
}

/**
 * A message that was queued before its room was encrypted is encrypted now, and once: what is stored in its place is what each
 * attempt sends.
 */
async function encrypted(
  { outbox, encryption }: SenderOptions,
  roomId: RoomId,
  item: OutgoingItem,
): Promise<OutgoingItem> {
  if (item.type !== messageType) return item
  const content = objectAt(parseJson(item.content))
  const event = await encryption.encrypt(roomId, { type: messageType, content })
  if (event.type === messageType) return item
  const replacement = { type: event.type, content: JSON.stringify(event.content) }
  outbox.replace(item.transactionId, replacement)
  return { ...item, ...replacement }
}

interface SendRequest {
  readonly path: string
  readonly body: unknown
}

/** Undefined for something about a message that was never sent. */
function toRequest(item: OutgoingItem): SendRequest | undefined {
  const [room, type, id] = [item.roomId, item.type, item.transactionId].map(encodeURIComponent)
  const path = (what: string) => `/_matrix/client/v3/rooms/${room ?? ''}/${what}/${id ?? ''}`
  const content = parseJson(item.content)
  if (item.type === redactionType) {
    const redacts = item.aboutEventId ?? at(content, 'redacts')
    return isEventId(redacts) ? { path: path(`redact/${encodeURIComponent(redacts)}`), body: {} } : undefined
  }
  if (item.type === reactionType && item.about !== undefined) {
    if (item.aboutEventId === undefined) return undefined
    const relation = { ...objectAt(content, 'm.relates_to'), event_id: item.aboutEventId }
    return { path: path(`send/${type ?? ''}`), body: { 'm.relates_to': relation } }
  }
  return { path: path(`send/${type ?? ''}`), body: content }
}

async function put(requester: Requester, { path, body }: SendRequest): Promise<string> {
  const answer = await requester.request({ method: 'PUT', path, body, timeoutMs: sendTimeoutMs })
  const eventId = at(answer, 'event_id')
  if (isEventId(eventId)) return eventId
  throw new MatrixRequestError({ kind: 'malformed', method: 'PUT', path })
}

/** A refusal without Matrix's own code does not come from the homeserver; its server may be about to start, but not for long. */
const isBlocked = (error: unknown, count: number): boolean =>
  error instanceof MatrixRequestError &&
  error.kind === 'malformed' &&
  (error.status === 403 || error.status === 413) &&
  count >= maxBlocked

/** Refusals of the account rather than of what is sent; a person lifts them, and what waits for it is not too old by then. */
const liftable: ReadonlySet<string | undefined> = new Set(['M_CONSENT_NOT_GIVEN', 'M_USER_SUSPENDED'])
/** How often it is tried whether such a refusal was lifted, in milliseconds. */
const liftedLookMs = 60_000

const isLiftable = (error: unknown): boolean =>
  error instanceof MatrixRequestError && error.kind === 'refused' && liftable.has(error.errcode)

function failed(
  { outbox, events, random, onLoggedOut, onReleased }: SenderOptions,
  failures: Map<RoomId, number>,
  roomId: RoomId,
  item: OutgoingItem,
  error: unknown,
): LaneStep {
  const isAborted = error instanceof MatrixRequestError && error.kind === 'aborted'
  if (isLoggedOut(error)) onLoggedOut(error)
  if (isLiftable(error)) {
    events.delayed({ roomId, error, retryInMs: liftedLookMs })
    return { retryInMs: liftedLookMs }
  }
  const count = (failures.get(roomId) ?? 0) + 1
  const mayPass = isRetryable(error) || isLoggedOut(error) || isAborted || isFatal(error)
  if (!mayPass || isBlocked(error, count)) {
    failures.delete(roomId)
    onReleased(
      outbox.dropped(item.transactionId, error instanceof MatrixRequestError ? error.message : 'fault'),
    )
    events.dropped({ roomId, reason: 'refused', error })
    return 'more'
  }
  failures.set(roomId, count)
  const retryInMs = backoffMs(count, error, random)
  events.delayed({ roomId, error, retryInMs })
  return { retryInMs }
}
