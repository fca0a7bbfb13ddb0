import type { RoomId, UserId } from '../../ports/ids.ts'
import type { Recipients, RoomMembers } from './room-members.ts'

/** State of one room; none while its key is on the way to somebody. */
interface Sharing {
  readonly recipients: Recipients
  isDone: boolean
}

/**
 * Knows the rooms in which everybody has the present key, so that not each message asks for each member's devices. What may have
 * changed about somebody's devices, or about the sessions with them, has to be told: it makes their rooms share again.
 */
export class SharedKeys {
  readonly #members: Pick<RoomMembers, 'among'>
  readonly #rooms = new Map<RoomId, Sharing>()

  constructor(members: Pick<RoomMembers, 'among'>) {
    this.#members = members
  }

  /** Runs `share`; what is told while it runs makes the next message share again. */
  async while(roomId: RoomId, recipients: Recipients, share: () => Promise<void>): Promise<void> {
    const sharing: Sharing = { recipients, isDone: false }
    this.#rooms.set(roomId, sharing)
    await share()
    sharing.isDone = true
  }

  /** True if all of the recipients have the room's key, as far as their devices can be reached. */
  areIn(roomId: RoomId, recipients: Recipients): boolean {
    const sharing = this.#rooms.get(roomId)
    return sharing?.isDone === true && sharing.recipients === recipients
  }

  /** The room's key is to be another one. */
  forget(roomId: RoomId): void {
    this.#rooms.delete(roomId)
  }

  devicesChanged(users: ReadonlySet<UserId>): void {
    if (users.size === 0) return
    for (const roomId of this.#rooms.keys()) {
      if (this.#members.among(roomId, users).length > 0) this.#rooms.delete(roomId)
    }
  }
}
