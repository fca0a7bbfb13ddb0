import {
  CollectStrategy,
  EncryptionAlgorithm,
  EncryptionSettings,
  HistoryVisibility as CoreVisibility,
  RoomId as CoreRoomId,
  type OlmMachine,
} from '@matrix-org/matrix-sdk-crypto-wasm'
import * as v from '../../../documents/valibot.ts'
import type { OutgoingEvent } from '../../ports/encryption.ts'
import { at, objectAt } from '../../client/json.ts'
import { isUserId, type RoomId, type UserId } from '../../ports/ids.ts'
import { toCoreUsers } from '../core-users.ts'
import { UnsupportedEncryptionError } from '../errors.ts'
import type { OutgoingQueue } from '../requests/outgoing-queue.ts'
import type { RequestSender } from '../requests/request-sender.ts'
import type { KeyStore } from '../store/key-store.ts'
import { KeyUses } from './key-uses.ts'
import type { Recipients, RoomMembers } from './room-members.ts'
import { megolm, type EncryptionOfRoom, type HistoryVisibility } from './room-settings.ts'
import type { RoomStates } from './room-state.ts'
import type { SharedKeys } from './shared-keys.ts'
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
  readonly shared: SharedKeys
  readonly sharing: KeySharing
}

/** How long an event may wait for the devices of its recipients, in milliseconds. */
const deviceTimeoutMs = 10_000

const encryptedContent = v.looseObject({ session_id: v.string() })

export class RoomEncryptor {
  readonly #options: RoomEncryptorOptions
  readonly #serial = new Serial()
  readonly #uses = new KeyUses(() => Date.now())
  /** The people whose devices the library was told to follow. */
  readonly #tracked = new Map<RoomId, Recipients>()
  /** The settings that each room's key was made under. */
  readonly #begun = new Map<RoomId, EncryptionOfRoom>()
  /** People with a device that had no one-time key to begin a session with. */
  readonly #unreached = new Set<UserId>()

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
    return this.#serial.run(roomId, () => this.#encryptShared(roomId, encryption, event))
  }

  async #encryptShared(
    roomId: RoomId,
    encryption: EncryptionOfRoom,
    event: OutgoingEvent,
  ): Promise<OutgoingEvent> {
    const sharedAt = Date.now()
    await this.#shareKey(roomId, encryption)
    const { machine, store } = this.#options
    const encrypted = await machine.encryptRoomEvent(
      new CoreRoomId(roomId),
      event.type,
      JSON.stringify(event.content),
    )
    const content = v.parse(encryptedContent, JSON.parse(encrypted))
    this.#uses.used(roomId, content.session_id, sharedAt)
    // Otherwise the next start would encrypt something else at the same place of the ratchet.
    await store.settled()
    return { type: 'm.room.encrypted', content }
  }

  /** Leaves everyone in the room with the key that the next event will be encrypted with. */
  async #shareKey(roomId: RoomId, encryption: EncryptionOfRoom): Promise<void> {
    const { machine, members, queue, sender, shared, sharing } = this.#options
    await this.#begin(roomId, encryption)
    const recipients = await members.recipients(roomId)
    await this.#trackDevices(roomId, recipients)
    await queue.devicesKnown(deviceTimeoutMs)
    if (await this.#isShared(roomId, recipients, encryption)) return
    const { users, visibility } = recipients
    await shared.while(roomId, recipients, async () => {
      await this.#openSessions(users)
      const settings = toSettings(encryption, visibility, sharing)
      for (const request of await machine.shareRoomKey(
        new CoreRoomId(roomId),
        toCoreUsers(users),
        settings,
      )) {
        await sender.send(request)
      }
    })
  }

  async #isShared(roomId: RoomId, recipients: Recipients, encryption: EncryptionOfRoom): Promise<boolean> {
    const { members, shared } = this.#options
    if (!shared.areIn(roomId, recipients) || this.#uses.isNewKeyDue(roomId, encryption)) return false
    // A device that had no one-time key then may have some by now.
    const unreached = members.among(roomId, this.#unreached)
    return unreached.length === 0 || !(await this.#openSessions(unreached))
  }

  /**
   * Each process begins with a key of its own in a room: the state directory may be a copy, made while the bot ran, in which the
   * ratchet of the room's key is behind. Nothing but the copied events themselves would tell. So do other settings of the room, as
   * the library goes by those that the key was made under.
   */
  async #begin(roomId: RoomId, encryption: EncryptionOfRoom): Promise<void> {
    if (JSON.stringify(this.#begun.get(roomId)) === JSON.stringify(encryption)) return
    await this.#options.machine.invalidateGroupSession(new CoreRoomId(roomId))
    this.#options.shared.forget(roomId)
    this.#begun.set(roomId, encryption)
  }

  async #trackDevices(roomId: RoomId, recipients: Recipients): Promise<void> {
    if (this.#tracked.get(roomId) === recipients) return
    await this.#options.machine.updateTrackedUsers(toCoreUsers(recipients.users))
    this.#options.queue.kick()
    this.#tracked.set(roomId, recipients)
  }

  /** True if a session was begun. One at a time over all rooms, as a claimed one-time key is used up. */
  #openSessions(users: readonly UserId[]): Promise<boolean> {
    return this.#serial.run('claims', async () => {
      const request = await this.#options.machine.getMissingSessions(toCoreUsers(users))
      if (request === null) return false
      const answer = await this.#options.sender.send(request)
      const asked = objectAt(JSON.parse(request.body), 'one_time_keys')
      for (const user of Object.keys(asked).filter(isUserId)) {
        const devices = Object.keys(objectAt(asked, user))
        const isWhole = devices.every((device) => at(answer, 'one_time_keys', user, device) !== undefined)
        if (isWhole) this.#unreached.delete(user)
        else this.#unreached.add(user)
      }
      return Object.keys(objectAt(answer, 'one_time_keys')).length > 0
    })
  }
}

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
