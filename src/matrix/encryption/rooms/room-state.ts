import type { RoomStateEvent } from '../../ports/encryption.ts'
import type { BotClient } from '../../client/client.ts'
import { isNotFound, isRetryable } from '../../client/request-error.ts'
import type { RoomId } from '../../ports/ids.ts'
import { EncryptionUnavailableError } from '../errors.ts'
import type { Notes } from '../store/notes.ts'
import { parseStoredEncryption, readEncryption, type EncryptionOfRoom } from './room-settings.ts'

/** Whether a room is encrypted and how. Once yes, always yes, across restarts; what isn't known is asked, never assumed. */
export class RoomStates {
  readonly #notes: Notes
  readonly #client: BotClient
  readonly #known = new Map<RoomId, EncryptionOfRoom | 'unencrypted'>()

  constructor(notes: Notes, client: BotClient) {
    this.#notes = notes
    this.#client = client
  }

  receive(roomId: RoomId, { type, stateKey, content }: RoomStateEvent): void {
    if (type === 'm.room.encryption' && stateKey === '') this.#markEncrypted(roomId, readEncryption(content))
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
    return undefined
  }

  #lookUp(roomId: RoomId): EncryptionOfRoom | 'unencrypted' | undefined {
    const known = this.#known.get(roomId)
    if (known !== undefined) return known
    const noted = this.#notes.get(noteKey(roomId))
    if (noted === undefined) return undefined
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
const noteKey = (roomId: RoomId): string => `${notePrefix}${roomId}`
