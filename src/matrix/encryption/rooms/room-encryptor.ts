import {
  CollectStrategy,
  EncryptionAlgorithm,
  EncryptionSettings,
  HistoryVisibility as CoreVisibility,
  RoomId as CoreRoomId,
  UserId as CoreUserId,
  type OlmMachine,
} from '@matrix-org/matrix-sdk-crypto-wasm'
import * as v from '../../../documents/valibot.ts'
import type { OutgoingEvent } from '../../ports/encryption.ts'
import type { RoomId, UserId } from '../../ports/ids.ts'
import { UnsupportedEncryptionError } from '../errors.ts'
import type { OutgoingQueue } from '../requests/outgoing-queue.ts'
import type { RequestSender } from '../requests/request-sender.ts'
import type { KeyStore } from '../store/key-store.ts'
import type { RoomMembers } from './room-members.ts'
import { megolm, type EncryptionOfRoom, type HistoryVisibility } from './room-settings.ts'
import type { RoomStates } from './room-state.ts'
import { Serial } from '../serial.ts'

/** `all-devices`: also sessions that their owners never verified. `identity-based`: only devices signed by their owner. */
export type KeySharing = 'all-devices' | 'identity-based'

export interface RoomEncryptorOptions {
  readonly machine: OlmMachine
  readonly store: KeyStore
  readonly sender: RequestSender
  readonly queue: OutgoingQueue
  readonly states: RoomStates
  readonly members: RoomMembers
  readonly sharing: KeySharing
}

/** How long an event may wait for the devices of its recipients, in milliseconds. */
const deviceTimeoutMs = 10_000

const encryptedContent = v.record(v.string(), v.unknown())

export class RoomEncryptor {
  readonly #options: RoomEncryptorOptions
  readonly #serial = new Serial()
  readonly #recipients = new Map<RoomId, string>()
  readonly #begun = new Set<RoomId>()

  constructor(options: RoomEncryptorOptions) {
    this.#options = options
  }

  /** The event as it is if the room is not encrypted. @see RoomEncryption.encrypt */
  async encrypt(roomId: RoomId, event: OutgoingEvent): Promise<OutgoingEvent> {
    const encryption = await this.#options.states.encryptionOf(roomId)
    if (encryption === undefined) return event
    if (encryption.algorithm !== megolm) {
      throw new UnsupportedEncryptionError('the room uses a kind of encryption that is not supported')
    }
    return this.#serial.run(roomId, async () => {
      await this.#shareKey(roomId, encryption)
      const { machine, store } = this.#options
      const encrypted = await machine.encryptRoomEvent(
        new CoreRoomId(roomId),
        event.type,
        JSON.stringify(event.content),
      )
      // Otherwise the next start would encrypt something else at the same place of the ratchet.
      await store.settled()
      return { type: 'm.room.encrypted', content: v.parse(encryptedContent, JSON.parse(encrypted)) }
    })
  }

  /** Leaves everyone in the room with the key that the next event will be encrypted with. */
  async #shareKey(roomId: RoomId, encryption: EncryptionOfRoom): Promise<void> {
    const { machine, members, queue, sender, sharing } = this.#options
    await this.#begin(roomId)
    const { users, visibility } = await members.recipients(roomId)
    await this.#trackDevices(roomId, users)
    await queue.devicesKnown(deviceTimeoutMs)
    await this.#openSessions(users)
    const settings = toSettings(encryption, visibility, sharing)
    for (const request of await machine.shareRoomKey(new CoreRoomId(roomId), toCore(users), settings)) {
      await sender.send(request)
    }
  }

  /**
   * Each process begins with a key of its own in a room: the state directory may be a copy, made while the bot ran, in which the
   * ratchet of the room's key is behind. Nothing but the copied events themselves would tell.
   */
  async #begin(roomId: RoomId): Promise<void> {
    if (this.#begun.has(roomId)) return
    await this.#options.machine.invalidateGroupSession(new CoreRoomId(roomId))
    this.#begun.add(roomId)
  }

  async #trackDevices(roomId: RoomId, users: readonly UserId[]): Promise<void> {
    const recipients = JSON.stringify(users)
    if (this.#recipients.get(roomId) === recipients) return
    await this.#options.machine.updateTrackedUsers(toCore(users))
    this.#options.queue.kick()
    this.#recipients.set(roomId, recipients)
  }

  /** One at a time over all rooms, as a claimed one-time key is used up. */
  #openSessions(users: readonly UserId[]): Promise<void> {
    return this.#serial.run('claims', async () => {
      const request = await this.#options.machine.getMissingSessions(toCore(users))
      if (request !== null) await this.#options.sender.send(request)
    })
  }
}

/** The library takes the objects away, so each call needs its own. */
const toCore = (users: readonly UserId[]): CoreUserId[] => users.map((user) => new CoreUserId(user))

const coreVisibility: Readonly<Record<HistoryVisibility, CoreVisibility>> = {
  invited: CoreVisibility.Invited,
  joined: CoreVisibility.Joined,
  shared: CoreVisibility.Shared,
  world_readable: CoreVisibility.WorldReadable,
}

function toSettings(
  encryption: EncryptionOfRoom,
  visibility: HistoryVisibility,
  sharing: KeySharing,
): EncryptionSettings {
  const settings = new EncryptionSettings()
  settings.algorithm = EncryptionAlgorithm.MegolmV1AesSha2
  settings.historyVisibility = coreVisibility[visibility]
  // The library counts microseconds, the room milliseconds.
  settings.rotationPeriod = BigInt(encryption.rotationMs) * 1000n
  settings.rotationPeriodMessages = BigInt(encryption.rotationMessages)
  settings.sharingStrategy =
    sharing === 'all-devices' ? CollectStrategy.allDevices() : CollectStrategy.identityBasedStrategy()
  return settings
}
