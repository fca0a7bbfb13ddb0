import { at, parseJson } from '../client/json.ts'
import { isRoomId, isUserId } from '../ports/ids.ts'
import type { RoomId } from '../ports/ids.ts'
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
  /** Makes lanes in which `step` runs for so many rooms at a time. */
  readonly createLanes: (step: (roomId: RoomId) => Promise<LaneStep>, concurrency: number) => RoomLanes
}

/**
 * Rooms judged at the same time: more than a rush comes from (50 in `bench:bot`). With a few, answers trickle, and the asker's client
 * polls for each of them.
 */
const conversations = 64
/** Rooms entered, followed to a new version or looked through at the same time; a join of another server's room may take minutes. */
const memberships = 8
/** Invitations refused at the same time. Anybody can send them, and nobody waits for what becomes of them. */
const refusals = 4

/**
 * Three groups of workers that never wait for each other: for what is said, for who comes and goes, and for the invitations of people
 * whom nobody admits.
 */
export function createWorkers({ worker, access, createLanes }: WorkersOptions): Workers {
  const isRefusal = (item: IncomingItem) => item.kind === 'invitation' && !isAdmitted(item, access)
  const talk = createLanes(createWorker({ ...worker, group: 'conversation' }), conversations)
  const entering: RoomLanes = createLanes(
    createWorker({
      ...{ ...worker, group: 'membership', takes: (item) => !isRefusal(item) },
      onPassed: (roomId) => {
        refusing.wake(roomId)
      },
    }),
    memberships,
  )
  const refusing: RoomLanes = createLanes(
    createWorker({
      ...{ ...worker, group: 'membership', takes: isRefusal },
      onPassed: (roomId) => {
        entering.wake(roomId)
      },
    }),
    refusals,
  )
  return {
    wake(roomId) {
      talk.wake(roomId)
      entering.wake(roomId)
    },
    hurry() {
      for (const lanes of [talk, entering, refusing]) lanes.hurry()
    },
    drained: () => talk.drained(),
  }
}

function isAdmitted({ roomId, payload }: IncomingItem, access: Access): boolean {
  const inviter = at(parseJson(payload), 'inviter')
  return isRoomId(roomId) && access.admitsInvitation(roomId, isUserId(inviter) ? inviter : undefined)
}
