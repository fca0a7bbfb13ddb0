import type { OlmMachine, RoomKeyInfo, RoomKeyWithheldInfo } from '@matrix-org/matrix-sdk-crypto-wasm'
import type {
  Decryption,
  EncryptedEvent,
  EncryptionUpdate,
  OutgoingEvent,
  PrepareOptions,
  RoomEncryption,
  RoomStateUpdate,
  VerificationEvent,
} from '../ports/encryption.ts'
import { withRetries } from '../client/backoff.ts'
import type { BotClient } from '../client/client.ts'
import { isRoomId, type RoomId, type UserId } from '../ports/ids.ts'
import { changedDevices } from './changed-devices.ts'
import { countUndecryptable, countWithheld, readCounts, toWithheldCode } from './counts.ts'
import { decryptRoomEvent } from './decryptor.ts'
import { EncryptionUnavailableError } from './errors.ts'
import type { EncryptionReporter } from '../ports/encryption-report.ts'
import { AccountData } from './identity/account-data.ts'
import { Generation } from './identity/generation.ts'
import { Identity, type RecoveryKeys } from './identity/identity.ts'
import { askForOwnKeys } from './identity/own-keys.ts'
import { SecretStorage } from './identity/secret-storage.ts'
import { checkDevice } from './identity/store-check.ts'
import { receiveUpdate } from './receive-update.ts'
import { GuardedClient } from './requests/guarded-client.ts'
import { uploadDeviceKeysAgain } from './requests/keys-upload.ts'
import { OutgoingQueue } from './requests/outgoing-queue.ts'
import { RequestSender } from './requests/request-sender.ts'
import { RoomEncryptor, type KeySharing } from './rooms/room-encryptor.ts'
import { RoomMembers } from './rooms/room-members.ts'
import { RoomStates } from './rooms/room-state.ts'
import { SharedKeys } from './rooms/shared-keys.ts'
import type { KeyStore } from './store/key-store.ts'
import { openMachine } from './store/open-machine.ts'
import { UpdateNews } from './update-news.ts'
import { isVerificationEvent, verificationMessages } from './verification/verification-events.ts'
import { Verifications } from './verification/verifications.ts'

export interface CryptoClientOptions {
  readonly client: BotClient
  /** Closed together with the client. May still be opening. */
  readonly store: Promise<KeyStore>
  readonly recoveryKeys: RecoveryKeys
  /** For homeservers that ask for it before they take an identity. */
  readonly password: () => string | undefined
  readonly sharing: KeySharing
  /** How long room keys are kept that are out of use, in milliseconds. */
  readonly retentionMs: number
  readonly reporter: EncryptionReporter
  /** Between 0 and 1. */
  readonly random: () => number
}

/** What `prepare` made; everything below it needs to know user and device. */
interface Running {
  readonly self: { readonly userId: UserId; readonly deviceId: string }
  readonly machine: OlmMachine
  readonly store: KeyStore
  readonly queue: OutgoingQueue
  readonly states: RoomStates
  readonly members: RoomMembers
  readonly shared: SharedKeys
  readonly encryptor: RoomEncryptor
  readonly identity: Identity
  readonly generation: Generation
  readonly verifications: Verifications
}

/** How often is looked for room keys that are out of use, in milliseconds. */
const dropEveryMs = 3600_000
/** When is looked after a start, which has more urgent things to do, in milliseconds. */
const firstDropMs = 60_000
const dayMs = 24 * 3600_000

/** Sent in clear by all clients: a homeserver counts reactions and applies redactions, and has to see what they are. */
const plainTypes: ReadonlySet<string> = new Set(['m.reaction', 'm.room.redaction'])

/** Encryption for one device, on the Matrix project's own cryptography compiled to WebAssembly. */
export class CryptoClient implements RoomEncryption {
  readonly #options: CryptoClientOptions
  readonly #stop = new AbortController()
  readonly #news = new UpdateNews(() => performance.now())
  /** Ends the waits for the homeserver. */
  #waiting = this.#stop.signal
  #running: Running | undefined
  /** The identity is the one that the store has, and the homeserver was not asked yet. */
  #unconfirmed = false

  constructor(options: CryptoClientOptions) {
    this.#options = options
  }

  async prepare(options: PrepareOptions): Promise<void> {
    const running = await this.#open(options)
    this.#options.reporter.report({ kind: 'counted', ...readCounts(running.store.notes) })
    this.#unconfirmed = await running.identity.isEstablished()
    // Nobody is to meet a device that nobody vouches for.
    if (!this.#unconfirmed) await this.#ensureIdentity(running)
  }

  async confirmIdentity(): Promise<void> {
    if (this.#unconfirmed) await this.#ensureIdentity(this.#started())
    this.#unconfirmed = false
  }

  /**
   * In place of `prepare`, for an operator who says so, and for nobody else: everybody who knows the bot will see that its identity
   * changed. May be repeated if it was interrupted.
   */
  async resetIdentity(options: PrepareOptions): Promise<void> {
    const { queue, identity } = await this.#open(options)
    await queue.exclusive(() => identity.reset())
  }

  /** @throws EncryptionUnavailableError when the homeserver doesn't tell. */
  async isRoomEncrypted(roomId: RoomId): Promise<boolean> {
    return (await this.#started().states.encryptionOf(roomId)) !== undefined
  }

  async sessionRenewed(): Promise<void> {
    const running = this.#running
    // Before `prepare`, which does the same.
    if (running === undefined) return
    await this.#retry('keys', () => this.#checkDevice(running))
    await this.#ensureIdentity(running)
  }

  async receiveUpdate(update: EncryptionUpdate): Promise<void> {
    const { machine, store, queue, shared, verifications } = this.#started()
    await store.settled()
    if (!this.#news.isIn(update)) return
    // A session between devices that is stored without the room key that came with it would make the key unreadable when the
    // homeserver shows it again.
    const received = await store.atomically(() => receiveUpdate(machine, update))
    shared.devicesChanged(changedDevices(update, received))
    await store.settled()
    this.#reportOneTimeKeys(update.oneTimeKeyCounts)
    queue.kick()
    verifications.receiveFrom(verificationMessages(received.map(({ rawEvent }) => rawEvent)))
  }

  receiveState(rooms: readonly RoomStateUpdate[]): void {
    const { states, members } = this.#started()
    for (const { roomId, events, complete } of rooms) {
      if (!complete) members.forget(roomId)
      for (const event of events) {
        states.receive(roomId, event)
        members.receive(roomId, event)
      }
    }
    states.caughtUp()
  }

  receiveVerification(event: VerificationEvent): void {
    if (isVerificationEvent(event.type, event.content)) this.#started().verifications.receiveInRoom(event)
  }

  async decrypt(event: EncryptedEvent): Promise<Decryption> {
    const { machine, store, states } = this.#started()
    const decryption = await decryptRoomEvent(machine, event)
    const { roomId } = event
    await states.sawEncryptedEvent(roomId).catch(() => undefined)
    if (decryption.kind === 'decrypted') this.receiveVerification({ ...event, ...decryption })
    if (decryption.kind === 'undecryptable') {
      countUndecryptable(store.notes)
      this.#options.reporter.report({ kind: 'undecryptable', roomId, reason: decryption.reason })
    }
    return decryption
  }

  encrypt(roomId: RoomId, event: OutgoingEvent): Promise<OutgoingEvent> {
    return plainTypes.has(event.type) ? Promise.resolve(event) : this.encryptAny(roomId, event)
  }

  /** Like `encrypt`, but without the types that stay plain by convention. */
  encryptAny(roomId: RoomId, event: OutgoingEvent): Promise<OutgoingEvent> {
    return this.#started().encryptor.encrypt(roomId, event)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    const running = this.#running
    this.#running = undefined
    await running?.queue[Symbol.asyncDispose]()
    running?.machine.close()
    // Whose fault was told by `prepare`, if anybody waited for it.
    const store = await this.#options.store.catch(() => undefined)
    await store?.[Symbol.asyncDispose]()
  }

  async #open(options: PrepareOptions): Promise<Running> {
    const { userId, deviceId, keysArrived, signal } = options
    if (signal !== undefined) this.#waiting = AbortSignal.any([signal, this.#stop.signal])
    const store = await this.#options.store
    const machine = await openMachine(store, userId, deviceId)
    this.#listen(machine, store, keysArrived)
    const running = this.#assemble(machine, store, options)
    this.#running = running
    this.#dropRoomKeys(running)
    await this.#retry('keys', () => this.#checkDevice(running))
    await this.#retry('keys', () => running.generation.advance())
    return running
  }

  /** Now and then, until the client is closed. */
  #dropRoomKeys({ store, states }: Running): void {
    const drop = async () => {
      const lifetimeMs = states.keyLifetimeMs() + dayMs
      await store.dropRoomKeys({ retentionMs: this.#options.retentionMs, lifetimeMs })
    }
    const look = () => {
      // A store that can't be written to any more says so to all who rely on it.
      drop().catch(() => undefined)
    }
    const timers = [setTimeout(look, firstDropMs), setInterval(look, dropEveryMs)]
    for (const timer of timers) timer.unref()
    this.#stop.signal.addEventListener('abort', () => {
      for (const timer of timers) clearTimeout(timer)
    })
  }

  async #checkDevice({ machine, store, self }: Running): Promise<void> {
    const { client } = this.#options
    const own = await askForOwnKeys(client, self.userId, self.deviceId)
    const fingerprint = machine.identityKeys.ed25519.toBase64()
    if (checkDevice(own, { isFresh: store.isFresh, fingerprint }) === 'unknown') {
      await uploadDeviceKeysAgain(store.notes, client)
    }
  }

  async #ensureIdentity({ identity, queue, self }: Running): Promise<void> {
    const { client, reporter } = this.#options
    const ensure = async () => {
      const { hasIdentity } = await askForOwnKeys(client, self.userId, self.deviceId)
      return identity.ensure(hasIdentity)
    }
    const outcome = await this.#retry('identity', () => queue.exclusive(ensure))
    reporter.report({ kind: 'identity', outcome })
    queue.kick()
  }

  #assemble(machine: OlmMachine, store: KeyStore, options: PrepareOptions): Running {
    const self = { userId: options.userId, deviceId: options.deviceId }
    const { reporter, random, sharing, recoveryKeys, password } = this.#options
    const client = new GuardedClient(this.#options.client, store)
    const accountData = new AccountData(client)
    const generation = new Generation(accountData, store, self.deviceId)
    const members = new RoomMembers(client)
    const shared = new SharedKeys(members)
    const sender = new RequestSender({
      ...{ machine, store, requester: client, generation },
      devicesAsked: (users) => {
        shared.devicesChanged(users)
      },
    })
    const onRefused = (error: unknown) => {
      reporter.report({ kind: 'request-refused', error })
    }
    const queue = new OutgoingQueue({ machine, sender, random, onRefused })
    const states = new RoomStates(store.notes, client)
    const encryptor = new RoomEncryptor({ machine, store, sender, queue, states, members, shared, sharing })
    const secretStorage = new SecretStorage(accountData)
    const identity = new Identity({
      ...{ machine, sender, requester: client, secretStorage, recoveryKeys, password },
      ...self,
    })
    const verifications = new Verifications({
      ...{ machine, members, sender, requester: client, reporter, random },
      ...{ self: self.userId, signal: this.#stop.signal },
      kick: () => {
        queue.kick()
      },
      onNews: options.verificationNews,
    })
    const rooms = { states, members, shared, encryptor }
    return { self, machine, store, queue, ...rooms, identity, generation, verifications }
  }

  #reportOneTimeKeys(counts: EncryptionUpdate['oneTimeKeyCounts']): void {
    this.#options.reporter.report({ kind: 'one-time-keys', number: counts[oneTimeKeyAlgorithm] ?? 0 })
  }

  #listen(machine: OlmMachine, store: KeyStore, keysArrived: (roomId: RoomId) => void): void {
    machine.registerRoomKeyUpdatedCallback((keys: RoomKeyInfo[]) => {
      const rooms = new Set(keys.map(({ roomId }) => roomId.toString()).filter(isRoomId))
      // Later, as the library must not be called while it calls.
      setImmediate(() => {
        for (const roomId of rooms) keysArrived(roomId)
      })
      return Promise.resolve()
    })
    machine.registerRoomKeysWithheldCallback((withheld: RoomKeyWithheldInfo[]) => {
      for (const { roomId, withheldCode } of withheld) {
        const id = roomId.toString()
        const code = toWithheldCode(withheldCode)
        countWithheld(store.notes, code)
        if (isRoomId(id)) this.#options.reporter.report({ kind: 'key-withheld', roomId: id, code })
      }
      return Promise.resolve()
    })
  }

  /** For the start, where waiting is all that can be done about a homeserver's bad day. */
  #retry<T>(step: 'keys' | 'identity', work: () => Promise<T>): Promise<T> {
    const { random, reporter } = this.#options
    return withRetries(work, {
      ...{ attempts: Number.POSITIVE_INFINITY, signal: this.#waiting, random },
      onRetry: (error, retryInMs) => {
        reporter.report({ kind: 'waiting', step, error, retryInMs })
      },
    })
  }

  #started(): Running {
    if (this.#running === undefined) throw new EncryptionUnavailableError('encryption has not been prepared')
    return this.#running
  }
}

const oneTimeKeyAlgorithm = 'signed_curve25519'
