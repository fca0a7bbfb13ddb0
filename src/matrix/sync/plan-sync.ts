import type { RoomId, UserId } from '../ports/ids.ts'
import { at, stringAt } from '../client/json.ts'
import type { RoomFacts } from '../rooms/room-facts.ts'
import { invitationOf } from './invitation.ts'
import { serializeRoomEvent } from '../ports/room-event.ts'
import type { RoomEvent } from '../ports/room-event.ts'
import type { InvitedRoom, JoinedRoom, SyncResponse } from './sync-response.ts'
import { messageTypes } from './sync-filter.ts'

type EntryKind = 'event' | 'state' | 'gap' | 'invitation' | 'joined'

/** Something that the worker has to look at; the payload is JSON. */
export interface PlannedEntry {
  readonly key: string
  readonly roomId: RoomId
  readonly kind: EntryKind
  readonly payload: string
}

/** A part of a room's history, between two tokens. It goes back to the bot's own join at most. */
interface Gap {
  readonly from: string
  readonly to?: string | undefined
  /** The inviter, whose words since the invitation count, too: they were meant for the bot before it had joined. */
  readonly inviter?: UserId | undefined
  /** It begins before the join. */
  readonly isBeforeJoin?: boolean
}

export interface SyncPlan {
  readonly entries: readonly PlannedEntry[]
  /** New facts of the rooms that the response changed. */
  readonly rooms: ReadonlyMap<RoomId, RoomFacts>
  /** Own events that the homeserver shows back, by transaction id: they are sent, whatever became of the request. */
  readonly echoes: ReadonlyMap<string, string>
}

export interface PlanContext {
  readonly self: UserId
  /** The token that the response continues; undefined for the very first one. */
  readonly since: string | undefined
  readonly facts: (roomId: RoomId) => RoomFacts
}

const queuedTypes: ReadonlySet<string> = new Set([...messageTypes, 'm.room.tombstone'])

/** Decides, without side effects, what of a sync response is to be handled and what it says about rooms. */
export function planSync(response: SyncResponse, context: PlanContext): SyncPlan {
  const entries: PlannedEntry[] = []
  const rooms = new Map<RoomId, RoomFacts>()
  const echoes = new Map<string, string>()
  for (const roomId of response.left) rooms.set(roomId, { ...context.facts(roomId), membership: 'left' })
  for (const room of response.invited) {
    const { facts, entry } = planInvitation(room, context)
    rooms.set(room.roomId, facts)
    entries.push(entry)
  }
  for (const room of response.joined) {
    const before = context.facts(room.roomId)
    rooms.set(room.roomId, joinedFacts(room, before, context))
    entries.push(...planRoom(room, before, context))
    for (const { sender, eventId, transactionId } of room.timeline) {
      if (sender === context.self && transactionId !== undefined) echoes.set(transactionId, eventId)
    }
  }
  return { entries, rooms, echoes }
}

function planInvitation({ roomId, state }: InvitedRoom, { self, since, facts }: PlanContext) {
  const invitation = invitationOf(self, state)
  const entry: PlannedEntry = {
    // The same invitation is shown again after a lost token, with another one in between it is a new one.
    key: `invitation:${roomId}:${invitation.eventId ?? since ?? ''}`,
    roomId,
    kind: 'invitation',
    payload: JSON.stringify({ inviter: invitation.inviter }),
  }
  const known = facts(roomId)
  const change = { invitedAsDirect: invitation.isDirect, inviter: invitation.inviter }
  return { entry, facts: { ...known, ...change, membership: 'invited' as const } }
}

/** Without a token all that the response shows is older than the bot's first start (or was handled before it lost its token). */
function planRoom(room: JoinedRoom, before: RoomFacts, context: PlanContext): readonly PlannedEntry[] {
  if (context.since === undefined) return []
  const { roomId } = room
  const events = (list: readonly RoomEvent[]) => list.flatMap((event) => toEntry(roomId, event, context.self))
  if (before.membership === 'joined') return [...gapEntry(room, context.since), ...events(room.timeline)]

  const greeting: PlannedEntry = { key: `joined:${roomId}`, roomId, kind: 'joined', payload: '{}' }
  const join = room.timeline.findLastIndex((event) => isOwnJoin(event, context.self))
  if (join >= 0) {
    const beforeJoin = room.timeline.slice(0, join)
    const early = events(sentWithInvitation(beforeJoin, before, context.self))
    const isShown = beforeJoin.some((event) => isOwnInvitation(event, context.self))
    const unseen = isShown ? [] : unseenBeforeJoin(room, before)
    return [greeting, ...unseen, ...early, ...events(room.timeline.slice(join + 1))]
  }
  // The join is before the timeline's start: either in the gap, or given as state by some homeservers.
  const joinedAt = room.state.find((event) => isOwnJoin(event, context.self))?.timestamp
  const since = joinedAt ?? Number.POSITIVE_INFINITY
  return [
    greeting,
    ...gapEntry(room, undefined, before),
    ...events(room.timeline.filter((event) => room.limited || event.timestamp >= since)),
  ]
}

/** The inviting person's messages since the invitation to a direct chat; clients send the first message along with it. */
function sentWithInvitation(
  beforeJoin: readonly RoomEvent[],
  { invitedAsDirect, inviter }: RoomFacts,
  self: UserId,
) {
  const invitation = beforeJoin.findLastIndex((event) => isOwnInvitation(event, self))
  if (!invitedAsDirect || invitation < 0) return []
  return beforeJoin.slice(invitation + 1).filter(({ sender }) => sender === inviter)
}

/** A room of another server begins with the join; what the inviting person wrote before that has to be asked for. */
function unseenBeforeJoin(
  room: JoinedRoom,
  { invitedAsDirect, inviter }: RoomFacts,
): readonly PlannedEntry[] {
  return invitedAsDirect ? gap(room, { isBeforeJoin: true, inviter }) : []
}

/** A gap is filled later, in its room's own order, so that one room's history does not hold the sync up. */
function gapEntry(
  room: JoinedRoom,
  since: string | undefined,
  { invitedAsDirect, inviter }: Partial<RoomFacts> = {},
): readonly PlannedEntry[] {
  return room.limited ? gap(room, { to: since, inviter: invitedAsDirect === true ? inviter : undefined }) : []
}

function gap({ roomId, prevBatch }: JoinedRoom, bounds: Omit<Gap, 'from'>): readonly PlannedEntry[] {
  if (prevBatch === undefined) return []
  const payload = JSON.stringify({ from: prevBatch, ...bounds } satisfies Gap)
  return [{ key: `gap:${roomId}:${prevBatch}`, roomId, kind: 'gap', payload }]
}

/** None if the event is the bot's own, of no interest, or too big to be handled. */
export function toEntry(roomId: RoomId, event: RoomEvent, self: UserId): readonly PlannedEntry[] {
  if (event.sender === self || !(isQueued(event.type) || isDeparture(event))) return []
  const payload = serializeRoomEvent(event)
  const kind = event.stateKey === undefined ? 'event' : 'state'
  return payload === undefined ? [] : [{ key: event.eventId, roomId, kind, payload }]
}

const isQueued = (type: string) => queuedTypes.has(type) || type.startsWith('m.key.verification.')

/** Somebody left; a room without anybody who may invite the bot is left by the bot, too. */
function isDeparture({ type, content, stateKey }: RoomEvent): boolean {
  const membership = at(content, 'membership')
  return (
    type === 'm.room.member' && stateKey !== undefined && (membership === 'leave' || membership === 'ban')
  )
}

/** Another name or picture looks like a join of somebody who is in the room already. */
export const isOwnJoin = (event: RoomEvent, self: UserId) =>
  isOwnMembership(event, self, 'join') && event.membershipBefore !== 'join'

export const isOwnInvitation = (event: RoomEvent, self: UserId) => isOwnMembership(event, self, 'invite')

function isOwnMembership(event: RoomEvent, self: UserId, membership: 'invite' | 'join'): boolean {
  return (
    event.type === 'm.room.member' &&
    event.stateKey === self &&
    stringAt(event.content, 'membership') === membership
  )
}

function joinedFacts(room: JoinedRoom, before: RoomFacts, { since }: PlanContext): RoomFacts {
  const state = [...room.state, ...room.timeline.filter((event) => event.stateKey !== undefined)]
  // Homeservers that leave the numbers out when they change show the change itself. Without a gap it is in the timeline, and
  // what the state has of members is only there to name the senders.
  const changes = room.limited ? state : room.timeline
  const membersChanged = changes.some(
    ({ type, stateKey }) => type === 'm.room.member' && stateKey !== undefined,
  )
  const known = membersChanged ? undefined : before
  return {
    ...before,
    membership: 'joined',
    joinedCount: room.joinedCount ?? known?.joinedCount,
    invitedCount: room.invitedCount ?? known?.invitedCount,
    encrypted: before.encrypted || state.some((event) => event.type === 'm.room.encryption'),
    // Rooms that the bot was in before its first start know it already.
    introduced: before.introduced || since === undefined,
  }
}
