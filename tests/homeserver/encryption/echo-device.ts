import { randomUUID } from 'node:crypto'
import { CryptoClient } from '../../../src/matrix/encryption/crypto-client.ts'
import type { EncryptionReport } from '../../../src/matrix/ports/encryption-report.ts'
import type { PrepareOptions, VerificationNews } from '../../../src/matrix/ports/encryption.ts'
import type { RecoveryKeys } from '../../../src/matrix/encryption/identity/identity.ts'
import type { KeySharing } from '../../../src/matrix/encryption/rooms/room-encryptor.ts'
import { KeyStore } from '../../../src/matrix/encryption/store/key-store.ts'
import type { CryptoRecords } from '../../../src/matrix/ports/crypto-records.ts'
import { withRetries } from '../../../src/matrix/client/backoff.ts'
import { httpFetch } from '../../../src/matrix/client/http-client.ts'
import { BotClient } from '../../../src/matrix/client/client.ts'
import type { Fetch } from '../../../src/matrix/client/transport.ts'
import type { EventId, RoomId, UserId } from '../../../src/matrix/ports/ids.ts'
import { MemoryRecords } from '../../support/memory-records.ts'
import type { Homeserver } from '../homeserver.ts'
import type { Account } from '../../../src/workshop/demo/account.ts'

export interface EchoOptions {
  readonly homeserver: Homeserver
  readonly account: Account
  readonly records?: CryptoRecords
  readonly recoveryKeys?: RecoveryKeys
  readonly sharing?: KeySharing
  readonly fetch?: Fetch
  readonly since?: string
  /** Attempts at each answer. */
  readonly retries?: number
  readonly password?: string | undefined
}

export class MemoryRecoveryKeys implements RecoveryKeys {
  key: string | undefined
  read = () => this.key
  write = (key: string) => {
    this.key = key
  }
}

interface Json {
  readonly [key: string]: unknown
}
interface SyncedRoom {
  readonly state?: { readonly events: readonly Json[] }
  readonly timeline: { readonly events: readonly Json[] }
}
interface Sync {
  readonly next_batch: string
  readonly to_device?: { readonly events: readonly unknown[] }
  readonly device_lists?: { readonly changed?: readonly UserId[]; readonly left?: readonly UserId[] }
  readonly device_one_time_keys_count?: Readonly<Record<string, number>>
  readonly device_unused_fallback_key_types?: readonly string[]
  readonly rooms?: {
    readonly join?: Readonly<Record<RoomId, SyncedRoom>>
    readonly invite?: Readonly<Record<RoomId, unknown>>
  }
}

/** The least that can use the encryption: accepts invitations and says everything back. */
export class EchoDevice implements AsyncDisposable {
  readonly encryption: CryptoClient
  readonly client: BotClient
  readonly recoveryKeys: RecoveryKeys
  readonly reports: EncryptionReport[] = []
  readonly news: VerificationNews[] = []
  readonly heard: string[] = []
  readonly parked = new Map<string, { roomId: RoomId; event: Json }>()
  readonly #options: EchoOptions
  readonly #stop = new AbortController()
  since: string | undefined
  #loop: Promise<void> = Promise.resolve()
  #work: Promise<unknown> = Promise.resolve()

  constructor(options: EchoOptions) {
    this.#options = options
    this.since = options.since
    const { homeserver, account } = options
    this.client = new BotClient({
      homeserver: { url: homeserver.url, fetch: options.fetch ?? httpFetch, signal: never },
      userId: account.userId as UserId,
      accessToken: () => account.accessToken,
    })
    this.recoveryKeys = options.recoveryKeys ?? new MemoryRecoveryKeys()
    this.encryption = new CryptoClient({
      client: this.client,
      store: KeyStore.open(options.records ?? new MemoryRecords(), 'passphrase'),
      recoveryKeys: this.recoveryKeys,
      password: () => ('password' in options ? options.password : account.password),
      sharing: options.sharing ?? 'all-devices',
      retentionMs: 24 * 3600_000,
      isClockRight: () => true,
      reporter: { report: (report) => this.reports.push(report) },
      random: Math.random,
    })
  }

  get userId(): string {
    return this.#options.account.userId
  }

  get deviceId(): string {
    return this.#options.account.deviceId
  }

  static async start(options: EchoOptions): Promise<EchoDevice> {
    const device = new EchoDevice(options)
    await device.prepare()
    device.run()
    return device
  }

  async prepare(): Promise<void> {
    await this.encryption.prepare(this.#prepareOptions())
    await this.encryption.confirmIdentity()
  }

  resetIdentity(): Promise<void> {
    return this.encryption.resetIdentity(this.#prepareOptions())
  }

  run(): void {
    this.#loop = this.#poll()
  }

  async say(roomId: string, body: string, extra: Json = {}): Promise<string> {
    return this.send(roomId, 'm.room.message', { msgtype: 'm.notice', body, ...extra })
  }

  async send(roomId: string, type: string, content: Json): Promise<string> {
    const event = await this.encryption.encrypt(roomId as RoomId, { type, content })
    const path = `/_matrix/client/v3/rooms/${enc(roomId)}/send/${enc(event.type)}/${randomUUID()}`
    const answer = await this.client.request({ method: 'PUT', path, body: event.content })
    return (answer as { event_id: string }).event_id
  }

  async syncOnce(timeout = 2_000): Promise<void> {
    const sync = (await this.client.until(this.#stop.signal).request({
      method: 'GET',
      path: '/_matrix/client/v3/sync',
      query: {
        timeout: this.since === undefined ? 0 : timeout,
        since: this.since,
        // It doesn't fill gaps, so there must be none.
        filter: JSON.stringify({ room: { timeline: { limit: 1_000 } } }),
      },
    })) as Sync
    await this.encryption.receiveUpdate({
      toDevice: sync.to_device?.events ?? [],
      oneTimeKeyCounts: sync.device_one_time_keys_count ?? {},
      unusedFallbackKeyTypes: sync.device_unused_fallback_key_types,
      changedDevices: sync.device_lists?.changed ?? [],
      leftDevices: sync.device_lists?.left ?? [],
    })
    const rooms = Object.entries(sync.rooms?.join ?? {}) as [RoomId, SyncedRoom][]
    for (const [roomId, room] of rooms) this.#receiveRoom(roomId, room)
    for (const roomId of Object.keys(sync.rooms?.invite ?? {})) {
      await this.client.joinRoom(roomId)
    }
    this.since = sync.next_batch
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    await this.#loop
    await this.#work.catch(() => undefined)
    await this.encryption[Symbol.asyncDispose]()
  }

  #prepareOptions(): PrepareOptions {
    const { account } = this.#options
    return {
      userId: account.userId as UserId,
      deviceId: account.deviceId,
      keysArrived: () => setImmediate(() => void this.#retryParked()),
      verificationNews: (news) => this.news.push(news),
    }
  }

  #receiveRoom(roomId: RoomId, room: SyncedRoom): void {
    const events = [...(room.state?.events ?? []), ...room.timeline.events]
    const state = events
      .filter((event) => 'state_key' in event)
      .map((event) => ({
        type: String(event['type']),
        stateKey: String(event['state_key']),
        sender: event['sender'] as UserId,
        content: event['content'],
      }))
    this.encryption.receiveState([{ roomId, events: state, complete: true }])
    for (const event of room.timeline.events) {
      if (event['sender'] === this.#options.account.userId || 'state_key' in event) continue
      this.#work = this.#work.catch(() => undefined).then(() => this.#answer(roomId, event))
    }
  }

  async #answer(roomId: RoomId, event: Json): Promise<void> {
    const read = await this.#read(roomId, event)
    if (read?.type !== 'm.room.message') return
    const { body, msgtype } = read.content as { body: string; msgtype: string }
    if (msgtype !== 'm.text') return
    this.heard.push(body)
    const relation = { 'm.relates_to': { 'm.in_reply_to': { event_id: event['event_id'] } } }
    const say = () => this.say(roomId, `Echo: ${body}`, relation)
    await withRetries(say, {
      attempts: this.#options.retries ?? 1,
      signal: this.#stop.signal,
      random: Math.random,
    })
  }

  async #read(roomId: RoomId, event: Json): Promise<{ type: unknown; content: unknown } | undefined> {
    const { type, content } = event
    const eventId = event['event_id'] as EventId
    const sender = event['sender'] as UserId
    const timestamp = event['origin_server_ts'] as number
    if (type !== 'm.room.encrypted') {
      const plain = { roomId, eventId, sender, timestamp, content, type: String(type) }
      this.encryption.receiveVerification(plain)
      return { type, content }
    }
    const decryption = await this.encryption.decrypt({ roomId, eventId, sender, timestamp, content })
    if (decryption.kind === 'decrypted') return decryption
    if (decryption.kind === 'missing-key') this.parked.set(eventId, { roomId, event })
    return undefined
  }

  async #retryParked(): Promise<void> {
    const parked = [...this.parked.values()]
    this.parked.clear()
    for (const { roomId, event } of parked) await this.#answer(roomId, event)
  }

  async #poll(): Promise<void> {
    while (!this.#stop.signal.aborted) await this.syncOnce().catch(() => undefined)
  }
}

/** Requests end with the test. */
const never = new AbortController().signal
const enc = encodeURIComponent
