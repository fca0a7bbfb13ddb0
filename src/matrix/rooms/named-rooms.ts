import { MatrixRequestError } from '../client/request-error.ts'
import { isRoomId } from '../ports/ids.ts'
import type { RoomId } from '../ports/ids.ts'
import type { BotEvents } from '../ports/bot-events.ts'
import type { RoomApi } from './room-api.ts'
import type { RoomRegistry } from './room-registry.ts'

/** How long a start waits for aliases, in milliseconds: that of another server may take minutes to be looked up. */
const firstLookMs = 5_000
/** How often an alias that led nowhere is looked up again, in milliseconds. */
const lookAgainMs = 10 * 60_000

export interface NamedRoomsOptions<T> {
  /** Where the configuration names them, such as `rooms.helpdesk`. */
  readonly key: string
  /** The value of each room, by id or alias. */
  readonly rooms: ReadonlyMap<string, T>
  readonly api: Pick<RoomApi, 'resolveAlias'>
  readonly events: Pick<BotEvents, 'roomUnknown' | 'roomFound'>
  readonly registry: Pick<RoomRegistry, 'withReplaced'>
}

/**
 * Rooms that the configuration names by id or alias, and those that replaced them. An alias that leads nowhere is told of and looked up
 * again later: somebody may give it to the room while the bot serves the others.
 */
export class NamedRooms<T> implements Disposable {
  readonly #options: NamedRoomsOptions<T>
  readonly #found = new Map<RoomId, T>()
  readonly #open: Map<string, T>
  readonly #timer: NodeJS.Timeout

  private constructor(options: NamedRoomsOptions<T>) {
    this.#options = options
    this.#open = new Map(options.rooms)
    for (const [name, value] of options.rooms) if (isRoomId(name)) this.#find(name, name, value)
    this.#timer = setInterval(() => void this.#lookAgain(), lookAgainMs).unref()
  }

  /** Resolves when each alias has been looked up once; one that takes long is left to come in time. */
  static async find<T>(options: NamedRoomsOptions<T>): Promise<NamedRooms<T>> {
    const rooms = new NamedRooms(options)
    const looks = [...rooms.#open].map(([alias, value]) => rooms.#lookUp(alias, value, true))
    await Promise.race([Promise.all(looks), pause(firstLookMs)])
    return rooms
  }

  has(roomId: RoomId): boolean {
    return this.get(roomId) !== undefined
  }

  get(roomId: RoomId): T | undefined {
    const values = this.#options.registry.withReplaced(roomId).map((id) => this.#found.get(id))
    return values.find((value) => value !== undefined)
  }

  /** The one that was found first, where only one is named. */
  get first(): RoomId | undefined {
    return this.#found.keys().next().value
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }

  async #lookAgain(): Promise<void> {
    for (const [alias, value] of this.#open) await this.#lookUp(alias, value, false)
  }

  #find(name: string, roomId: RoomId, value: T): void {
    this.#open.delete(name)
    this.#found.set(roomId, value)
  }

  async #lookUp(alias: string, value: T, isFirst: boolean): Promise<void> {
    const { key, api, events } = this.#options
    try {
      const roomId = await api.resolveAlias(alias)
      if (roomId === undefined) {
        if (isFirst) events.roomUnknown({ key, room: alias })
        return
      }
      this.#find(alias, roomId, value)
      if (!isFirst) events.roomFound({ key, room: alias })
    } catch (error) {
      if (!(error instanceof MatrixRequestError)) throw error
      if (isFirst && error.kind !== 'aborted') events.roomUnknown({ key, room: alias, error })
    }
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms).unref())
