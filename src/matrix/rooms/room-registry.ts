import { isRoomId } from '../ports/ids.ts'
import type { RoomId } from '../ports/ids.ts'
import type { RoomStore } from '../ports/queues.ts'
import { parseRoomFacts, serializeRoomFacts, unknownRoom } from './room-facts.ts'
import type { RoomFacts } from './room-facts.ts'

/** The facts of all rooms, in memory and in the store. */
export class RoomRegistry {
  readonly #store: RoomStore
  readonly #rooms: Map<RoomId, RoomFacts>

  constructor(store: RoomStore) {
    this.#store = store
    this.#rooms = new Map(
      [...store.rooms()].flatMap(([roomId, facts]) =>
        isRoomId(roomId) ? [[roomId, parseRoomFacts(facts)] as const] : [],
      ),
    )
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

  #having(membership: RoomFacts['membership']): readonly RoomId[] {
    return [...this.#rooms].filter(([, facts]) => facts.membership === membership).map(([roomId]) => roomId)
  }

  update(roomId: RoomId, change: Partial<RoomFacts>): void {
    const facts = { ...this.get(roomId), ...change }
    this.#store.saveRoom(roomId, serializeRoomFacts(facts))
    this.#rooms.set(roomId, facts)
  }

  /** Takes over facts that have been stored together with the sync response they come from. */
  remember(rooms: ReadonlyMap<RoomId, RoomFacts>): void {
    for (const [roomId, facts] of rooms) this.#rooms.set(roomId, facts)
  }
}
