import { isRoomId } from '../ports/ids.ts'
import type { RoomId } from '../ports/ids.ts'
import type { RoomStore } from '../ports/queues.ts'
import { isWorthKeeping, parseRoomFacts, serializeRoomFacts, unknownRoom } from './room-facts.ts'
import type { RoomFacts } from './room-facts.ts'

/** The facts of all rooms, in memory and in the store. */
export class RoomRegistry {
  readonly #store: RoomStore
  readonly #rooms = new Map<RoomId, RoomFacts>()
  /** By the room that they replace. */
  readonly #successors = new Map<RoomId, Set<RoomId>>()

  constructor(store: RoomStore) {
    this.#store = store
    for (const [roomId, facts] of store.rooms())
      if (isRoomId(roomId)) this.#set(roomId, parseRoomFacts(facts))
  }

  get(roomId: RoomId): RoomFacts {
    return this.#rooms.get(roomId) ?? unknownRoom
  }

  joined(): readonly RoomId[] {
    return this.#having('joined')
  }

  /** Rooms whose invitation still stands. */
  invited(): readonly RoomId[] {
    return this.#having('invited')
  }

  /** The room that replaces this one, if the bot is in it. */
  successorOf(roomId: RoomId): RoomId | undefined {
    const successors = this.#successors.get(roomId) ?? []
    return [...successors].find((id) => this.get(id).membership === 'joined')
  }

  /** The room, the one that it replaces, and so on back. */
  withReplaced(roomId: RoomId): readonly RoomId[] {
    const line = new Set([roomId])
    for (const id of line) {
      const { predecessor } = this.get(id)
      if (predecessor !== undefined) line.add(predecessor)
    }
    return [...line]
  }

  #having(membership: RoomFacts['membership']): readonly RoomId[] {
    return [...this.#rooms].filter(([, facts]) => facts.membership === membership).map(([roomId]) => roomId)
  }

  update(roomId: RoomId, change: Partial<RoomFacts>): void {
    const facts = { ...this.get(roomId), ...change }
    this.#store.saveRoom(roomId, serializeRoomFacts(facts))
    this.#set(roomId, facts)
  }

  /** Takes over facts that have been stored together with the sync response they come from. */
  remember(rooms: ReadonlyMap<RoomId, RoomFacts>): void {
    for (const [roomId, facts] of rooms) this.#set(roomId, facts)
  }

  #set(roomId: RoomId, facts: RoomFacts): void {
    if (!isWorthKeeping(facts)) {
      this.#rooms.delete(roomId)
      return
    }
    this.#rooms.set(roomId, facts)
    const { predecessor } = facts
    if (predecessor === undefined) return
    this.#successors.set(predecessor, (this.#successors.get(predecessor) ?? new Set()).add(roomId))
  }
}
