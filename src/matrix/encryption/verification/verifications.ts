import {
  DeviceId,
  RoomId as CoreRoomId,
  Sas,
  UserId as CoreUserId,
  VerificationMethod,
  VerificationRequestPhase,
  type OlmMachine,
  type OutgoingRequest,
  type VerificationRequest,
} from '@matrix-org/matrix-sdk-crypto-wasm'
import type { VerificationNews, VerificationEvent } from '../../ports/encryption.ts'
import { withRetries } from '../../client/backoff.ts'
import { MatrixRequestError } from '../../client/request-error.ts'
import type { Requester } from '../../client/requester.ts'
import { isRoomId, isUserId, type RoomId, type UserId } from '../../ports/ids.ts'
import type { EncryptionReporter, VerificationStep } from '../../ports/encryption-report.ts'
import { toCoreUsers } from '../core-users.ts'
import type { RequestSender } from '../requests/request-sender.ts'
import type { RoomMembers } from '../rooms/room-members.ts'
import { Serial } from '../serial.ts'
import { cancelUnknown, noSas, ownSession, withReason } from './cancellation.ts'
import type { Cancellation } from './cancellation.ts'
import { confirms, expectsAnswer, flowOf, requestedOf, requestingDevices } from './verification-events.ts'
import type { VerificationMessage } from './verification-events.ts'

export interface VerificationsOptions {
  readonly machine: OlmMachine
  readonly self: UserId
  readonly sender: RequestSender
  readonly requester: Requester
  readonly members: Pick<RoomMembers, 'recipients'>
  readonly reporter: EncryptionReporter
  /** Asks for what the library itself wants to send by now. */
  readonly kick: () => void
  /** The person is to compare now, or waits for a verification that will not be finished. */
  readonly onNews: (news: VerificationNews) => void
  readonly signal: AbortSignal
  /** Between 0 and 1. */
  readonly random: () => number
}

/** A step that a person has taken; in a room, unless it came to the device. */
interface Step extends VerificationMessage {
  readonly sender: UserId
  readonly roomId: RoomId | undefined
}

/** How often a message of a verification is tried, while the person waits in front of it. */
const attempts = 6

/** People whose devices are asked for on account of one sync; nobody else's request is worth the wait. */
const maxStrangers = 10

/**
 * Takes part when a person verifies the bot by comparing emoji. Which ones the bot sees is for the operator's eyes: it is the
 * person who compares, so the bot confirms its side once they have. A confirmation that comes before their client has the answer to
 * what it sent last would be passed over, and the verification never end. Verifying a further session of its own account is
 * declined: it would hand the bot's identity to whoever knows the password. Verifications live in memory, and whoever goes on with
 * one that the bot has lost is told so.
 */
export class Verifications {
  readonly #options: VerificationsOptions
  readonly #serial = new Serial()
  readonly #watched = new Set<string>()
  readonly #watchedSas = new Set<string>()
  readonly #presented = new Set<string>()

  constructor(options: VerificationsOptions) {
    this.#options = options
  }

  /**
   * To be called before the library is given what a sync brought to the device: it passes over requests of devices that it does not
   * know, and a device may ask as soon as it is there. One attempt only, as the sync waits for it.
   */
  async meet(toDevice: readonly unknown[]): Promise<void> {
    const { machine, sender } = this.#options
    const strangers = new Set<UserId>()
    for (const [user, device] of requestingDevices(toDevice)) {
      if (!isUserId(user) || strangers.size >= maxStrangers) continue
      const [id] = toCoreUsers([user])
      if (id !== undefined && (await machine.getDevice(id, new DeviceId(device))) === undefined)
        strangers.add(user)
    }
    if (strangers.size === 0) return
    const query = machine.queryKeysForUsers(toCoreUsers([...strangers]))
    await sender.send(query).catch((error: unknown) => {
      if (!(error instanceof MatrixRequestError)) throw error
    })
  }

  /** To be called after a sync that brought these messages to the device. */
  receiveFrom(messages: readonly VerificationMessage[]): void {
    for (const { sender, type, flowId } of messages) {
      if (!isUserId(sender)) continue
      this.#later(sender, () => this.#goOn({ sender, type, flowId, roomId: undefined }))
    }
  }

  /** A verification event of a room, in its readable form. */
  receiveInRoom(event: VerificationEvent): void {
    this.#later(event.sender, async () => {
      const { machine, self } = this.#options
      const { sender, roomId, eventId, type, content } = event
      const requested = requestedOf(type, content)
      // The library cancels at once if it doesn't know the person's devices.
      if (requested === self) await this.#send(machine.queryKeysForUsers([new CoreUserId(sender)]))
      await machine.receiveVerificationEvent(toJson(event), new CoreRoomId(roomId))
      // It takes no request that is older than ten minutes.
      if (requested === self && !this.#knows(sender, eventId)) this.#interrupted(sender, eventId, roomId)
      await this.#goOn({ sender, type, flowId: flowOf(content), roomId })
    })
  }

  /** In order for each person, and apart from the sync: a fault makes a verification time out and nothing else. */
  #later(user: UserId, work: () => Promise<void>): void {
    this.#serial.run(user, work).catch((error: unknown) => {
      this.#report(user, { outcome: 'failed', error })
    })
  }

  async #goOn(step: Step): Promise<void> {
    await this.#advanceAll(step.sender)
    if (confirms(step.type)) await this.#confirm(step)
    if (expectsAnswer(step.type)) await this.#endIfLost(step)
  }

  async #confirm({ sender, flowId = '' }: Step): Promise<void> {
    const request = this.#options.machine.getVerificationRequest(new CoreUserId(sender), flowId)
    const sas = request?.getVerification()
    if (!(sas instanceof Sas) || !this.#presented.has(flowId) || sas.haveWeConfirmed()) return
    for (const message of await sas.confirm()) await this.#send(message)
  }

  /** Somebody goes on with what the bot has forgotten. */
  async #endIfLost({ sender: user, flowId, roomId }: Step): Promise<void> {
    if (flowId === undefined || user === this.#options.self || this.#knows(user, flowId)) return
    // In a larger room it may be a verification between others.
    if (roomId !== undefined && !(await this.#isAloneWith(user, roomId))) return
    this.#interrupted(user, flowId, roomId)
    await this.#retry(() => this.#options.requester.request(cancelUnknown(user, flowId, roomId)))
  }

  #knows(user: UserId, flowId: string): boolean {
    return this.#options.machine.getVerificationRequest(new CoreUserId(user), flowId) !== undefined
  }

  async #isAloneWith(user: UserId, roomId: RoomId): Promise<boolean> {
    const { users } = await this.#options.members.recipients(roomId)
    return users.every((one) => one === user || one === this.#options.self)
  }

  async #advanceAll(user: UserId): Promise<void> {
    for (const request of this.#options.machine.getVerificationRequests(new CoreUserId(user))) {
      await this.#advance(user, request)
    }
    this.#options.kick()
  }

  async #advance(user: UserId, request: VerificationRequest): Promise<void> {
    const { onNews } = this.#options
    const { flowId } = request
    this.#watch(user, request)
    if (request.isCancelled() || request.isDone()) return
    if (request.isSelfVerification()) {
      await this.#decline(user, request, ownSession)
      return
    }
    if (!offersSas(request)) {
      await this.#decline(user, request, noSas)
      onNews({ user, flowId, roomId: roomOf(request), reason: 'unsupported' })
      return
    }
    if (request.phase() === VerificationRequestPhase.Requested) {
      await this.#send(request.acceptWithMethods([VerificationMethod.SasV1]))
    }
    const verification = request.getVerification()
    if (!(verification instanceof Sas)) return
    this.#watchSas(user, verification)
    await this.#advanceSas(user, verification)
  }

  async #decline(user: UserId, request: VerificationRequest, cancellation: Cancellation): Promise<void> {
    const cancel = request.cancel()
    if (cancel !== undefined) await this.#send(cancel, withReason(cancel, cancellation))
    this.#report(user, { outcome: 'declined' })
  }

  async #advanceSas(user: UserId, sas: Sas): Promise<void> {
    if (!sas.weStarted() && !sas.hasBeenAccepted()) await this.#send(sas.accept())
    if (!sas.canBePresented() || this.#presented.has(sas.flowId)) return
    this.#presented.add(sas.flowId)
    const emoji = (sas.emoji() ?? []).map(({ symbol, description }) => `${symbol} ${description}`)
    this.#report(user, { outcome: 'emoji', emoji })
    this.#options.onNews({ user, flowId: sas.flowId, roomId: roomOf(sas), reason: 'comparing' })
  }

  #watch(user: UserId, request: VerificationRequest): void {
    const { flowId } = request
    if (this.#watched.has(flowId)) return
    this.#watched.add(flowId)
    request.registerChangesCallback(() => {
      if (request.isDone() || request.isCancelled()) this.#finish(user, request)
      else this.#later(user, () => this.#advanceAll(user))
      return Promise.resolve()
    })
  }

  /** Emoji are there once the bot's own key is sent, which changes nothing of the request, and no further message need come. */
  #watchSas(user: UserId, sas: Sas): void {
    if (this.#watchedSas.has(sas.flowId)) return
    this.#watchedSas.add(sas.flowId)
    sas.registerChangesCallback(() => {
      if (!sas.isDone() && !sas.isCancelled()) this.#later(user, () => this.#advanceAll(user))
      return Promise.resolve()
    })
  }

  #finish(user: UserId, request: VerificationRequest): void {
    if (!this.#watched.delete(request.flowId)) return
    this.#watchedSas.delete(request.flowId)
    this.#presented.delete(request.flowId)
    if (request.isDone()) this.#report(user, { outcome: 'done' })
    const code = request.cancelInfo?.cancelCode()
    if (code === 'm.mismatched_sas' || code === 'm.key_mismatch')
      this.#report(user, { outcome: 'mismatched' })
    if (code === 'm.timeout') this.#interrupted(user, request.flowId, roomOf(request))
  }

  #interrupted(user: UserId, flowId: string, roomId: RoomId | undefined): void {
    this.#report(user, { outcome: 'interrupted' })
    this.#options.onNews({ user, flowId, roomId, reason: 'interrupted' })
  }

  #report(user: UserId, step: VerificationStep): void {
    this.#options.reporter.report({ kind: 'verification', user, ...step })
  }

  async #send(request: OutgoingRequest | undefined, body?: object): Promise<void> {
    if (request !== undefined) await this.#retry(() => this.#options.sender.send(request, body))
  }

  async #retry(work: () => Promise<unknown>): Promise<void> {
    const { signal, random } = this.#options
    await withRetries(work, { attempts, signal, random })
  }
}

function roomOf({ roomId }: Pick<VerificationRequest, 'roomId'>): RoomId | undefined {
  const id = roomId?.toString()
  return isRoomId(id) ? id : undefined
}

function offersSas(request: VerificationRequest): boolean {
  const methods = request.theirSupportedMethods
  return methods === undefined || methods.includes(VerificationMethod.SasV1)
}

function toJson({ type, eventId, sender, timestamp, content }: VerificationEvent): string {
  return JSON.stringify({ type, event_id: eventId, sender, origin_server_ts: timestamp, content })
}
