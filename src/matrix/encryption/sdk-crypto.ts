import type { EncryptedRoomEvent } from 'matrix-bot-sdk'
import * as v from '../../documents/valibot.ts'
import { isEventId, isRoomId, isUserId, type EventId, type RoomId, type UserId } from '../ports/ids.ts'
import type { CryptoClient } from './crypto-client.ts'

const stateEvent = v.looseObject({
  type: v.string(),
  state_key: v.string(),
  sender: v.string(),
  content: v.unknown(),
})
const encryptedEvent = v.looseObject({
  event_id: v.custom<EventId>(isEventId),
  sender: v.custom<UserId>(isUserId),
  origin_server_ts: v.number(),
  content: v.unknown(),
})

/**
 * What matrix-bot-sdk calls on `client.crypto`, so that its own methods (`sendEvent`, `getEvent` and those built on them) work
 * in encrypted rooms. Another implementation of encryption could take this place.
 */
export class SdkCrypto {
  readonly isReady = true
  readonly clientDeviceId: string
  readonly #client: CryptoClient

  constructor(client: CryptoClient, deviceId: string) {
    this.#client = client
    this.clientDeviceId = deviceId
  }

  /** The device is set up by `RoomEncryption.prepare`, and rooms are asked for when they are needed. */
  prepare(): Promise<void> {
    return Promise.resolve()
  }

  async updateSyncData(
    toDevice: readonly unknown[],
    oneTimeKeyCounts: Readonly<Record<string, number>>,
    unusedFallbackKeyTypes: readonly string[],
    changed: readonly string[],
    left: readonly string[],
  ): Promise<void> {
    const users = (ids: readonly string[]): UserId[] => ids.filter(isUserId)
    await this.#client.receiveUpdate({
      ...{ toDevice, oneTimeKeyCounts, unusedFallbackKeyTypes },
      changedDevices: users(changed),
      leftDevices: users(left),
    })
  }

  isRoomEncrypted(roomId: string): Promise<boolean> {
    return this.#client.isRoomEncrypted(toRoomId(roomId))
  }

  async encryptRoomEvent(roomId: string, type: string, content: Record<string, unknown>): Promise<object> {
    const encrypted = await this.#client.encryptAny(toRoomId(roomId), { type, content })
    return encrypted.content
  }

  /** @throws Error when the event cannot be read, as the SDK expects. */
  async decryptRoomEvent(event: EncryptedRoomEvent, roomId: string): Promise<{ raw: object }> {
    const raw = v.parse(encryptedEvent, event.raw)
    const decryption = await this.#client.decrypt({
      roomId: toRoomId(roomId),
      eventId: raw.event_id,
      sender: raw.sender,
      timestamp: raw.origin_server_ts,
      content: raw.content,
    })
    if (decryption.kind !== 'decrypted') throw new Error(`the event cannot be read: ${decryption.reason}`)
    return { raw: { ...raw, type: decryption.type, content: decryption.content } }
  }

  onRoomEvent(roomId: string, event: unknown): Promise<void> {
    const read = v.safeParse(stateEvent, event)
    if (read.success && isUserId(read.output.sender)) {
      const { type, state_key: stateKey, sender, content } = read.output
      this.#client.receiveState(toRoomId(roomId), [{ type, stateKey, sender, content }], true)
    }
    return Promise.resolve()
  }

  onRoomJoin(roomId: string): Promise<void> {
    this.#client.receiveState(toRoomId(roomId), [], false)
    return Promise.resolve()
  }
}

function toRoomId(roomId: string): RoomId {
  if (!isRoomId(roomId)) throw new TypeError('this is no room id')
  return roomId
}
