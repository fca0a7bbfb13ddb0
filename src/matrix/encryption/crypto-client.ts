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
import type { RoomId } from '../ports/ids.ts'
import { changedDevices } from './changed-devices.ts'
import { countUndecryptable, readCounts } from './counts.ts'
import { assembleParts } from './crypto-parts.ts'
import type { CryptoClientOptions, CryptoParts } from './crypto-parts.ts'
import { decryptRoomEvent } from './decryptor.ts'
import { EncryptionUnavailableError } from './errors.ts'
import { askForOwnKeys } from './identity/own-keys.ts'
import { checkDevice } from './identity/store-check.ts'
import { receiveUpdate } from './receive-update.ts'
import { uploadDeviceKeysAgain } from './requests/keys-upload.ts'
import { dropRoomKeysRegularly } from './store/drop-room-keys.ts'
import { openMachine } from './store/open-machine.ts'
import { UpdateFilter } from './update-filter.ts'
import { isVerificationEvent, verificationMessages } from './verification/verification-events.ts'
import { watchRoomKeys } from './watch-room-keys.ts'

/** Sent in clear by all clients: a homeserver counts reactions and applies redactions, and has to see what they are. */
const plainTypes: ReadonlySet<string> = new Set(['m.reaction', 'm.room.redaction'])

/** Encryption for one device, on the Matrix project's own cryptography compiled to WebAssembly. */
export class CryptoClient implements RoomEncryption {
  readonly #options: CryptoClientOptions
  readonly #stop = new AbortController()
  readonly #news = new UpdateFilter(() => performance.now())
  /** Ends the waits for the homeserver. */
  #waiting = this.#stop.signal
  #running: CryptoParts | undefined
  /** The identity is the one that the store has, and the homeserver was not asked yet. */
  #unconfirmed = false

  constructor(options: CryptoClientOptions) {
    this.#options = options
  }

  async prepare(options: PrepareOptions): Promise<void> {
    const running = await this.#open(options)
    this.#options.reporter.report({ kind: 'counted', ...readCounts(running.store.notes) })
    this.#unconfirmed = await running.identity.isEstablished()
    // The device has to be signed before anybody can see it unverified.
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
    if (!this.#news.hasNews(update)) return
    await verifications.meet(update.toDevice)
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
    if (plainTypes.has(event.type)) return Promise.resolve(event)
    return this.#started().encryptor.encrypt(roomId, event)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    const running = this.#running
    this.#running = undefined
    await running?.queue[Symbol.asyncDispose]()
    running?.machine.close()
    // If opening the store failed, `prepare` has reported it.
    const store = await this.#options.store.catch(() => undefined)
    await store?.[Symbol.asyncDispose]()
  }

  async #open(options: PrepareOptions): Promise<CryptoParts> {
    const { userId, deviceId, keysArrived, signal } = options
    if (signal !== undefined) this.#waiting = AbortSignal.any([signal, this.#stop.signal])
    const store = await this.#options.store
    const machine = await openMachine(store, userId, deviceId)
    const { reporter, retentionMs, isClockRight } = this.#options
    const { signal: stopped } = this.#stop
    watchRoomKeys({ machine, store, reporter, keysArrived })
    const running = assembleParts({ machine, store, signal: stopped }, this.#options, options)
    this.#running = running
    dropRoomKeysRegularly({ store, states: running.states, retentionMs, isClockRight }, stopped)
    await this.#retry('keys', () => this.#checkDevice(running))
    await this.#retry('keys', () => running.generation.advance())
    return running
  }

  async #checkDevice({ machine, store, self }: CryptoParts): Promise<void> {
    const { client } = this.#options
    const own = await askForOwnKeys(client, self.userId, self.deviceId)
    const fingerprint = machine.identityKeys.ed25519.toBase64()
    if (checkDevice(own, { isFresh: store.isFresh, fingerprint }) === 'unknown') {
      await uploadDeviceKeysAgain(store.notes, client)
    }
  }

  async #ensureIdentity({ identity, queue, self }: CryptoParts): Promise<void> {
    const { client, reporter } = this.#options
    const ensure = async () => {
      const { hasIdentity } = await askForOwnKeys(client, self.userId, self.deviceId)
      return identity.ensure(hasIdentity)
    }
    const outcome = await this.#retry('identity', () => queue.exclusive(ensure))
    reporter.report({ kind: 'identity', outcome })
    queue.kick()
  }

  #reportOneTimeKeys(counts: EncryptionUpdate['oneTimeKeyCounts']): void {
    this.#options.reporter.report({ kind: 'one-time-keys', number: counts[oneTimeKeyAlgorithm] ?? 0 })
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

  #started(): CryptoParts {
    if (this.#running === undefined) throw new EncryptionUnavailableError('encryption has not been prepared')
    return this.#running
  }
}

const oneTimeKeyAlgorithm = 'signed_curve25519'
