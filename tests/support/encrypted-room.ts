import { DeviceId, OlmMachine, UserId as CoreUserId } from '@matrix-org/matrix-sdk-crypto-wasm'
import { CryptoClient } from '../../src/matrix/encryption/crypto-client.ts'
import { KeyStore } from '../../src/matrix/encryption/store/key-store.ts'
import type { CryptoRecords } from '../../src/matrix/ports/crypto-records.ts'
import { MatrixRequestError } from '../../src/matrix/client/request-error.ts'
import { objectAt } from '../../src/matrix/client/json.ts'
import type { ApiRequest, Requester } from '../../src/matrix/client/requester.ts'
import type { EncryptionUpdate } from '../../src/matrix/ports/encryption.ts'
import type { RoomId, UserId } from '../../src/matrix/ports/ids.ts'
import { fakeClient } from './fake-client.ts'
import { roomId, userId } from './matrix-events.ts'
import { publish, type Json, type PublishedKeys } from './olm-devices.ts'

export const bot = userId('bot')
export const quiet: EncryptionUpdate = {
  toDevice: [],
  oneTimeKeyCounts: { signed_curve25519: 50 },
  unusedFallbackKeyTypes: ['signed_curve25519'],
  changedDevices: [],
  leftDevices: [],
}

/** A homeserver as far as keys and one room's state go, all in memory. */
export class KeyServer implements Requester {
  readonly room: RoomId = roomId('encrypted')
  readonly members = new Set<UserId>([bot])
  /** By person and device; without one-time keys the device can't be reached. */
  readonly devices = new Map<UserId, Map<string, PublishedKeys>>()
  /** The last parts of the paths asked for since the list was last emptied. */
  readonly asked: string[] = []
  /** The messages from device to device, by person and device. */
  readonly sent: { readonly user: string; readonly device: string; readonly event: Json }[] = []
  encryption: Json = { algorithm: 'm.megolm.v1.aes-sha2' }
  readonly #accountData = new Map<string, unknown>()
  #ownDevice: unknown
  #ownOneTime: Json = {}
  #identity: Json = {}

  request({ method, path, body }: ApiRequest): Promise<unknown> {
    const parts = path.split('/').slice(4).map(decodeURIComponent)
    this.asked.push(parts.slice(0, 2).join('/'))
    if (parts[2] === 'account_data') return this.#ofAccount(method, path, body)
    if (parts[0] === 'sendToDevice') this.#send(parts[1] ?? '', body as { messages: Messages })
    if (parts.at(-1) === 'upload') return Promise.resolve(this.#upload(parts, body as Json))
    if (parts[1] === 'query') return Promise.resolve(this.#query(body as { device_keys: Json }))
    if (parts[1] === 'claim') return Promise.resolve(this.#claim(body as { one_time_keys: Messages }))
    if (parts.includes('members')) return Promise.resolve(this.#memberList())
    if (parts.includes('m.room.encryption')) return Promise.resolve(this.encryption)
    return Promise.resolve({ history_visibility: 'shared' })
  }

  /** The keys of the bot's own device, as others find them. */
  get ownKeys(): PublishedKeys {
    return { device: this.#ownDevice, oneTime: this.#ownOneTime }
  }

  /** The room keys that were sent to somebody's device since the list was last emptied. */
  sentTo(user: UserId, device = 'PHONE'): readonly Json[] {
    return this.sent
      .filter((sent) => sent.user === user && sent.device === device && isEncrypted(sent.event))
      .map(({ event }) => event)
  }

  /** A new device, known to the homeserver; its machine is the caller's to close. */
  async addDevice(user: UserId, device = 'PHONE'): Promise<OlmMachine> {
    const machine = await OlmMachine.initialize(new CoreUserId(user), new DeviceId(device))
    const devices = this.devices.get(user) ?? new Map<string, PublishedKeys>()
    this.devices.set(user, devices.set(device, await publish(machine)))
    return machine
  }

  #ofAccount(method: string, path: string, body: unknown): Promise<unknown> {
    if (method === 'PUT') this.#accountData.set(path, body)
    const known = this.#accountData.get(path)
    const error = { kind: 'refused', status: 404, errcode: 'M_NOT_FOUND', method: 'GET', path } as const
    return known === undefined ? Promise.reject(new MatrixRequestError(error)) : Promise.resolve(known)
  }

  #upload([, what]: readonly string[], body: Json): Json {
    if (what === 'device_signing') this.#identity = body
    if (what === 'upload' && body['device_keys'] !== undefined) this.#ownDevice = body['device_keys']
    if (what === 'upload') this.#ownOneTime = { ...this.#ownOneTime, ...(body['one_time_keys'] as Json) }
    if (what === 'signatures') this.#sign(body)
    return { one_time_key_counts: { signed_curve25519: 50 }, failures: {} }
  }

  #sign(body: Json): void {
    const signed = objectAt(body, bot, 'BOT')
    const signatures = objectAt(this.#ownDevice, 'signatures', bot)
    const added = objectAt(signed, 'signatures', bot)
    this.#ownDevice = { ...objectAt(this.#ownDevice), signatures: { [bot]: { ...signatures, ...added } } }
  }

  #query({ device_keys: asked }: { device_keys: Json }): Json {
    const keysOf = (user: string) =>
      user === bot
        ? Object.fromEntries([['BOT', this.#ownDevice] as const].filter(([, keys]) => keys !== undefined))
        : Object.fromEntries(
            [...(this.devices.get(user as UserId) ?? [])].map(([id, keys]) => [id, keys.device]),
          )
    const own = (name: string) => (this.#identity[name] === undefined ? {} : { [bot]: this.#identity[name] })
    return {
      device_keys: Object.fromEntries(Object.keys(asked).map((user) => [user, keysOf(user)])),
      master_keys: own('master_key'),
      self_signing_keys: own('self_signing_key'),
      user_signing_keys: own('user_signing_key'),
      failures: {},
    }
  }

  #claim({ one_time_keys: asked }: { one_time_keys: Messages }): Json {
    const keyOf = (user: string, device: string) =>
      Object.entries(this.devices.get(user as UserId)?.get(device)?.oneTime ?? {}).slice(0, 1)
    const perUser = Object.entries(asked).map(([user, devices]) => {
      const keys = Object.keys(devices).map((device) => [device, keyOf(user, device)] as const)
      const found = keys.filter(([, key]) => key.length > 0)
      return [user, Object.fromEntries(found.map(([device, key]) => [device, Object.fromEntries(key)]))]
    })
    return { one_time_keys: Object.fromEntries(perUser) as Json, failures: {} }
  }

  #send(type: string, { messages }: { messages: Messages }): void {
    for (const [user, devices] of Object.entries(messages)) {
      for (const [device, content] of Object.entries(devices)) {
        this.sent.push({ user, device, event: { type, sender: bot, content } })
      }
    }
  }

  #memberList(): Json {
    const member = (user: UserId) => ({
      ...{ type: 'm.room.member', state_key: user, sender: user },
      content: { membership: 'join' },
    })
    return { chunk: [...this.members].map(member) }
  }
}

const isEncrypted = (event: Json) => event['type'] === 'm.room.encrypted'

type Messages = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** The bot's encryption at work on a homeserver of this kind. */
export async function startEncryption(server: KeyServer, records: CryptoRecords): Promise<CryptoClient> {
  let recoveryKey: string | undefined
  const client = new CryptoClient({
    client: fakeClient((request) => server.request(request)),
    store: KeyStore.open(records, 'passphrase'),
    recoveryKeys: {
      read: () => recoveryKey,
      write: (key) => {
        recoveryKey = key
      },
    },
    password: () => undefined,
    sharing: 'all-devices',
    retentionMs: 24 * 3600_000,
    isClockRight: () => true,
    reporter: { report: () => undefined },
    random: () => 0,
  })
  await client.prepare({
    userId: bot,
    deviceId: 'BOT',
    keysArrived: () => undefined,
    verificationNews: () => undefined,
  })
  await client.confirmIdentity()
  await client.receiveUpdate(quiet)
  return client
}
