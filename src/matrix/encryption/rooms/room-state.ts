import type { RoomStateEvent } from '../../ports/encryption.ts'
import type { BotClient } from '../../client/client.ts'
import { isNotFound, isRetryable } from '../../client/request-error.ts'
import type { RoomId } from '../../ports/ids.ts'
import { EncryptionUnavailableError } from '../errors.ts'
import type { Notes } from '../store/notes.ts'
import { parseStoredEncryption, readEncryption, type EncryptionOfRoom } from './room-settings.ts'

/**
 * Knows which rooms are encrypted and how. Once yes, always yes, across restarts; what isn't known is asked, never assumed. That it was not
 * encrypted is remembered, too, but means nothing before a sync has told what changed while the bot was not running.
 */
export class RoomStates {
  readonly #notes: Notes
  readonly #client: BotClient
  readonly #known = new Map<RoomId, EncryptionOfRoom | 'unencrypted'>()
  #isCurrent = false

  constructor(notes: Notes, client: BotClient) {
    this.#notes = notes
    this.#client = client
  }

  receive(roomId: RoomId, { type, stateKey, content }: RoomStateEvent): void {
    if (type === 'm.room.encryption' && stateKey === '') this.#markEncrypted(roomId, readEncryption(content))
  }

  /** All that a sync response says of rooms was received, and with the first one all that happened since the last process. */
  caughtUp(): void {
    this.#isCurrent = true
  }

  /** Milliseconds after which nobody uses a room key any more, in whatever room of those that are known. */
  keyLifetimeMs(): number {
    const rotations = [...this.#notes.entries(notePrefix)].map(
      ([, noted]) => parseStoredEncryption(noted).othersRotationMs,
    )
    return rotations.reduce((longest, ms) => Math.max(longest, ms), readEncryption({}).othersRotationMs)
  }

  /** An encrypted event was seen in the room. Tells of encryption even if the state event was missed. */
  async sawEncryptedEvent(roomId: RoomId): Promise<void> {
    if (this.#lookUp(roomId) === 'unencrypted') {
      this.#known.delete(roomId)
      this.#notes.delete(plainKey(roomId))
      await this.encryptionOf(roomId)
    }
  }

  /**
   * Undefined if the room is known to be unencrypted.
   * @throws EncryptionUnavailableError when the homeserver doesn't tell; nothing may be sent then.
   */
  async encryptionOf(roomId: RoomId): Promise<EncryptionOfRoom | undefined> {
    const known = this.#lookUp(roomId)
    if (known !== undefined) return known === 'unencrypted' ? undefined : known
    const content = await this.#ask(roomId)
    if (content !== undefined) return this.#markEncrypted(roomId, readEncryption(content))
    // A sync may have brought the state while the answer was under way.
    const meanwhile = this.#lookUp(roomId)
    if (meanwhile !== undefined && meanwhile !== 'unencrypted') return meanwhile
    this.#known.set(roomId, 'unencrypted')
    if (this.#notes.get(plainKey(roomId)) === undefined) this.#notes.set(plainKey(roomId), true)
    return undefined
  }

  #lookUp(roomId: RoomId): EncryptionOfRoom | 'unencrypted' | undefined {
    const known = this.#known.get(roomId)
    if (known !== undefined) return known
    const noted = this.#notes.get(noteKey(roomId))
    if (noted === undefined) {
      return this.#isCurrent && this.#notes.get(plainKey(roomId)) === true ? 'unencrypted' : undefined
    }
    const encryption = parseStoredEncryption(noted)
    this.#known.set(roomId, encryption)
    return encryption
  }

  #markEncrypted(roomId: RoomId, encryption: EncryptionOfRoom): EncryptionOfRoom {
    const known = this.#lookUp(roomId)
    if (JSON.stringify(known) !== JSON.stringify(encryption)) this.#notes.set(noteKey(roomId), encryption)
    this.#known.set(roomId, encryption)
    return encryption
  }

  async #ask(roomId: RoomId): Promise<unknown> {
    try {
      return await this.#client.getRoomStateEvent(roomId, 'm.room.encryption', '')
    } catch (error) {
      if (isNotFound(error)) return undefined
      if (!isRetryable(error)) throw error
      throw new EncryptionUnavailableError('the homeserver does not tell whether the room is encrypted', {
        cause: error,
      })
    }
  }
}

const notePrefix = 'room/'
const plainKey = (roomId: RoomId): string => `plain-room/${roomId}`
const noteKey = (roomId: RoomId): string => `${notePrefix}${roomId}`
