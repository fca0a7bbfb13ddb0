import * as v from '../../../documents/valibot.ts'
import type { RoomStateEvent } from '../../ports/encryption.ts'
import { readBySdk, type BotClient } from '../../client/client.ts'
import { isNotFound, isRetryable } from '../../client/request-error.ts'
import { isUserId, type RoomId, type UserId } from '../../ports/ids.ts'
import { EncryptionUnavailableError } from '../errors.ts'
import { readHistoryVisibility, type HistoryVisibility } from './room-settings.ts'

const membership = v.object({ membership: v.string() })
const memberEvent = v.object({ state_key: v.string(), content: v.optional(v.unknown()) })

/** The people who get keys, and the visibility that decides about the invited among them. */
export interface Recipients {
  readonly users: readonly UserId[]
  readonly visibility: HistoryVisibility
}

interface Room {
  readonly members: Map<UserId, string>
  visibility: HistoryVisibility
  /** Undefined after something changed about them. */
  recipients: Recipients | undefined
}

interface Loading {
  readonly room: Promise<Room>
  /** Events that the sync brought while the members were being asked for: newer than the answer, or the same. */
  readonly meanwhile: RoomStateEvent[]
}

/** The members who are to get a room's keys. Asked once per room and process, then followed through the sync. */
export class RoomMembers {
  readonly #client: BotClient
  readonly #rooms = new Map<RoomId, Room>()
  readonly #loading = new Map<RoomId, Loading>()

  constructor(client: BotClient) {
    this.#client = client
  }

  receive(roomId: RoomId, event: RoomStateEvent): void {
    this.#loading.get(roomId)?.meanwhile.push(event)
    const room = this.#rooms.get(roomId)
    if (room !== undefined) apply(room, event)
  }

  /** Forgets what is known of a room, because some of its events may have been missed. */
  forget(roomId: RoomId): void {
    this.#rooms.delete(roomId)
    // An answer that is under way may be from before those events.
    this.#loading.delete(roomId)
  }

  /**
   * The same object as long as nothing changed, so that nobody needs to look through a long list to find that out.
   * @throws EncryptionUnavailableError when the homeserver doesn't tell.
   */
  async recipients(roomId: RoomId): Promise<Recipients> {
    const room = this.#rooms.get(roomId) ?? (await this.#load(roomId))
    const { members, visibility } = room
    room.recipients ??= {
      users: [...members].filter(([, state]) => getsKeys(state, visibility)).map(([user]) => user),
      visibility,
    }
    return room.recipients
  }

  /** Those of the people whom the room is known to have as members, with or without a right to its keys. */
  among(roomId: RoomId, users: ReadonlySet<UserId>): readonly UserId[] {
    const members = this.#rooms.get(roomId)?.members
    if (members === undefined) return []
    // Either may be long: a room of thousands, or all whose devices were asked for together.
    return members.size < users.size
      ? [...members.keys()].filter((user) => users.has(user))
      : [...users].filter((user) => members.has(user))
  }

  #load(roomId: RoomId): Promise<Room> {
    const underWay = this.#loading.get(roomId)
    if (underWay !== undefined) return underWay.room
    const meanwhile: RoomStateEvent[] = []
    const isCurrent = () => this.#loading.get(roomId)?.meanwhile === meanwhile
    const loading = this.#fetch(roomId)
      .then((room) => {
        for (const event of meanwhile) apply(room, event)
        if (isCurrent()) this.#rooms.set(roomId, room)
        return room
      })
      .finally(() => {
        if (isCurrent()) this.#loading.delete(roomId)
      })
    this.#loading.set(roomId, { room: loading, meanwhile })
    return loading
  }

  async #fetch(roomId: RoomId): Promise<Room> {
    try {
      const [list, visibility] = await Promise.all([
        readBySdk(this.#client.getRoomMembers(roomId, undefined, undefined, ['leave'])),
        this.#visibility(roomId),
      ])
      const room: Room = { members: new Map(), visibility, recipients: undefined }
      for (const event of list) {
        const { state_key: user, content } = v.parse(memberEvent, event.raw)
        setMember(room, user, content)
      }
      return room
    } catch (error) {
      if (!isRetryable(error)) throw error
      throw new EncryptionUnavailableError('the homeserver does not tell who is in the room', {
        cause: error,
      })
    }
  }

  async #visibility(roomId: RoomId): Promise<HistoryVisibility> {
    try {
      return readHistoryVisibility(
        await this.#client.getRoomStateEvent(roomId, 'm.room.history_visibility', ''),
      )
    } catch (error) {
      if (isNotFound(error)) return readHistoryVisibility(undefined)
      throw error
    }
  }
}

function apply(room: Room, { type, stateKey, content }: RoomStateEvent): void {
  if (type === 'm.room.member') setMember(room, stateKey, content)
  if (type === 'm.room.history_visibility' && stateKey === '') {
    room.visibility = readHistoryVisibility(content)
    room.recipients = undefined
  }
}

function setMember(room: Room, user: string, content: unknown): void {
  if (!isUserId(user)) return
  const read = v.safeParse(membership, content)
  // An event that can't be read changes nothing: even a redacted membership still says what it is.
  if (!read.success || read.output.membership === room.members.get(user)) return
  room.members.set(user, read.output.membership)
  room.recipients = undefined
}

const getsKeys = (state: string, visibility: HistoryVisibility): boolean =>
  state === 'join' || (state === 'invite' && visibility !== 'joined')
