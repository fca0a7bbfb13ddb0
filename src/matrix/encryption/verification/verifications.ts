import {
  RoomId as CoreRoomId,
  Sas,
  UserId as CoreUserId,
  VerificationMethod,
  VerificationRequestPhase,
  type OlmMachine,
  type OutgoingRequest,
  type VerificationRequest,
} from '@matrix-org/matrix-sdk-crypto-wasm'
import type { VerificationEvent } from '../../encryption-port.ts'
import { isUserId, type UserId } from '../../ids.ts'
import type { EncryptionReporter } from '../events.ts'
import type { RequestSender } from '../requests/request-sender.ts'
import { Serial } from '../serial.ts'

export interface VerificationsOptions {
  readonly machine: OlmMachine
  readonly sender: RequestSender
  readonly reporter: EncryptionReporter
  /** Asks for what the library itself wants to send by now. */
  readonly kick: () => void
}

/**
 * Takes part when a person verifies the bot by comparing emoji. Which ones the bot sees is for the operator's eyes: it is the
 * person who compares, so the bot confirms its side as soon as it has them. Verifying a further session of its own account is
 * declined: it would hand the bot's identity to whoever knows the password.
 */
export class Verifications {
  readonly #options: VerificationsOptions
  readonly #serial = new Serial()
  readonly #watched = new Set<string>()
  readonly #presented = new Set<string>()

  constructor(options: VerificationsOptions) {
    this.#options = options
  }

  /** To be called after a sync that brought verification messages of these people to the device. */
  receiveFrom(senders: Iterable<string>): void {
    for (const sender of senders) if (isUserId(sender)) this.#later(sender, () => this.#advanceAll(sender))
  }

  /** A verification event of a room, in its readable form. */
  receiveInRoom(event: VerificationEvent): void {
    this.#later(event.sender, async () => {
      const { machine, sender } = this.#options
      // The library cancels at once if it doesn't know the person's devices.
      if (event.type === 'm.room.message') {
        await sender.send(machine.queryKeysForUsers([new CoreUserId(event.sender)]))
      }
      await machine.receiveVerificationEvent(toJson(event), new CoreRoomId(event.roomId))
      await this.#advanceAll(event.sender)
    })
  }

  /** In order for each person, and apart from the sync: a fault makes a verification time out and nothing else. */
  #later(user: UserId, work: () => Promise<void>): void {
    this.#serial.run(user, work).catch((error: unknown) => {
      this.#options.reporter.report({ kind: 'verification', user, outcome: 'failed', error })
    })
  }

  async #advanceAll(user: UserId): Promise<void> {
    for (const request of this.#options.machine.getVerificationRequests(new CoreUserId(user))) {
      await this.#advance(user, request)
    }
    this.#options.kick()
  }

  async #advance(user: UserId, request: VerificationRequest): Promise<void> {
    this.#watch(user, request)
    if (request.isCancelled() || request.isDone()) return
    if (request.isSelfVerification() || !offersSas(request)) {
      await this.#send(request.cancel())
      this.#options.reporter.report({ kind: 'verification', user, outcome: 'declined' })
      return
    }
    if (request.phase() === VerificationRequestPhase.Requested) {
      await this.#send(request.acceptWithMethods([VerificationMethod.SasV1]))
    }
    const verification = request.getVerification()
    if (verification instanceof Sas) await this.#advanceSas(user, verification)
  }

  async #advanceSas(user: UserId, sas: Sas): Promise<void> {
    if (!sas.weStarted() && !sas.hasBeenAccepted()) await this.#send(sas.accept())
    if (!sas.canBePresented() || this.#presented.has(sas.flowId)) return
    this.#presented.add(sas.flowId)
    const emoji = (sas.emoji() ?? []).map(({ symbol, description }) => `${symbol} ${description}`)
    this.#options.reporter.report({ kind: 'verification', user, outcome: 'emoji', emoji })
    for (const request of await sas.confirm()) await this.#send(request)
  }

  #watch(user: UserId, request: VerificationRequest): void {
    const { flowId } = request
    if (this.#watched.has(flowId)) return
    this.#watched.add(flowId)
    request.registerChangesCallback(() => {
      if (request.isDone()) this.#options.reporter.report({ kind: 'verification', user, outcome: 'done' })
      if (request.isDone() || request.isCancelled()) {
        this.#watched.delete(flowId)
        this.#presented.delete(flowId)
      } else {
        this.#later(user, () => this.#advanceAll(user))
      }
      return Promise.resolve()
    })
  }

  async #send(request: OutgoingRequest | undefined): Promise<void> {
    if (request !== undefined) await this.#options.sender.send(request)
  }
}

function offersSas(request: VerificationRequest): boolean {
  const methods = request.theirSupportedMethods
  return methods === undefined || methods.includes(VerificationMethod.SasV1)
}

function toJson({ type, eventId, sender, timestamp, content }: VerificationEvent): string {
  return JSON.stringify({ type, event_id: eventId, sender, origin_server_ts: timestamp, content })
}
