import { at, parseJson } from '../client/json.ts'
import { isRoomId, isUserId, serverOf } from '../ports/ids.ts'
import type { RoomId, UserId } from '../ports/ids.ts'
import type { IncomingItem } from '../ports/queues.ts'
import type { Access } from '../rooms/access.ts'
import type { RoomLanes } from './room-lanes.ts'
import type { LaneStep } from './room-lanes.ts'
import { createWorker } from './worker.ts'
import type { WorkerOptions } from './worker.ts'

/** All that is done with what came in, whoever of the bot's workers does it. */
export interface Workers {
  /** Announces work in a room. */
  wake(roomId: RoomId): void
  /** Ends all pauses, for when their common reason is gone. */
  hurry(): void
  /** Resolves when no question is at work or could be. */
  drained(): Promise<void>
}

export interface WorkersOptions {
  readonly worker: Omit<WorkerOptions, 'group' | 'takes' | 'onPassed'>
  readonly access: Access
  readonly self: UserId
  /** Makes lanes in which `step` runs for so many rooms at a time. */
  readonly createLanes: (step: (roomId: RoomId) => Promise<LaneStep>, concurrency: number) => RoomLanes
}

/**
 * Rooms judged at the same time: more than a rush comes from (50 in `bench:bot`). With a few, answers trickle, and the asker's client
 * polls for each of them.
 */
const conversations = 64
/** Rooms entered, followed to a new version or looked through at the same time. */
const memberships = 8
/** The same for what people of other servers cause: their servers may take minutes, or not be there. */
const foreignMemberships = 8
/** Invitations refused at the same time. Anybody can send them, and nobody waits for what becomes of them. */
const refusals = 4

/**
 * Groups of workers that never wait for each other: for what is said, for who comes and goes, for the same on behalf of people of other
 * servers, and for the invitations of people whom nobody admits.
 */
export function createWorkers({ worker, access, self, createLanes }: WorkersOptions): Workers {
  const talk = createLanes(createWorker({ ...worker, group: 'conversation' }), conversations)
  const make = (membership: Membership, concurrency: number): RoomLanes => {
    const takes = (item: IncomingItem) => membershipOf(item, access, self) === membership
    const onPassed = (roomId: RoomId, item: IncomingItem) => {
      lanes[membershipOf(item, access, self)].wake(roomId)
    }
    return createLanes(createWorker({ ...worker, group: 'membership', takes, onPassed }), concurrency)
  }
  const lanes: Record<Membership, RoomLanes> = {
    own: make('own', memberships),
    foreign: make('foreign', foreignMemberships),
    refusal: make('refusal', refusals),
  }
  return {
    wake(roomId) {
      talk.wake(roomId)
      lanes.own.wake(roomId)
    },
    hurry() {
      for (const each of [talk, ...Object.values(lanes)]) each.hurry()
    },
    drained: () => talk.drained(),
  }
}

/** For whom something is done with the members of a room. */
type Membership = 'own' | 'foreign' | 'refusal'

function membershipOf({ kind, roomId, payload }: IncomingItem, access: Access, self: UserId): Membership {
  const item = parseJson(payload)
  const author = at(item, kind === 'invitation' ? 'inviter' : 'sender')
  const cause = isUserId(author) ? author : undefined
  if (kind === 'invitation' && !(isRoomId(roomId) && access.admitsInvitation(roomId, cause))) return 'refusal'
  return cause === undefined || serverOf(cause) === serverOf(self) ? 'own' : 'foreign'
}
