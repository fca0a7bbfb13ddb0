import { randomBytes } from 'node:crypto'
import {
  DeviceId,
  KeysUploadRequest,
  UserId as CoreUserId,
  type OlmMachine,
  type OutgoingRequest,
} from '@matrix-org/matrix-sdk-crypto-wasm'
import type { Requester } from '../../http/requester.ts'
import type { UserId } from '../../ids.ts'
import { RecoveryKeyError } from '../errors.ts'
import type { RequestSender } from '../requests/request-sender.ts'
import { decodeRecoveryKey, encodeRecoveryKey } from './recovery-key.ts'
import type { CrossSigningSecrets, SecretStorage } from './secret-storage.ts'
import { uploadSigningKeys } from './signing-keys-upload.ts'

/** Where the recovery key is kept: for the operator's eyes only, and never in a log. */
export interface RecoveryKeys {
  read(): string | undefined
  /** Keeps it durably before anything is encrypted with it. */
  write(recoveryKey: string): void
}

export interface IdentityOptions {
  readonly machine: OlmMachine
  readonly sender: RequestSender
  readonly requester: Requester
  readonly secretStorage: SecretStorage
  readonly recoveryKeys: RecoveryKeys
  readonly userId: UserId
  readonly deviceId: string
  readonly password: () => string | undefined
}

export type IdentityOutcome =
  | 'created'
  | 'imported'
  | 'present'
  /** The account has an identity, but no recovery key was given: the bot works on with a device that nobody vouches for. */
  | 'recovery-key-missing'

/** The bot's cross-signing identity: made once, signing the bot's own device, kept in secret storage. */
export class Identity {
  readonly #options: IdentityOptions

  constructor(options: IdentityOptions) {
    this.#options = options
  }

  /** Brings device and identity together. May be repeated at any point where it was interrupted. */
  async ensure(hasIdentityOnServer: boolean): Promise<IdentityOutcome> {
    await this.#uploadDeviceKeys()
    await this.refreshOwnKeys()
    const holdsKeys = await this.#holdsPrivateKeys()
    if (!holdsKeys && hasIdentityOnServer) return this.#importIdentity()
    if (!hasIdentityOnServer) await this.#publish(false)
    if (!(await this.isDeviceSigned())) await this.#signDevice()
    await this.#ensureSecretStorage()
    return holdsKeys ? 'present' : 'created'
  }

  /**
   * Replaces the identity by a new one, at the operator's express wish only: everybody who talks to the bot is told that it
   * changed.
   */
  async reset(): Promise<void> {
    await this.refreshOwnKeys()
    await this.#publish(true)
    await this.#createSecretStorage()
  }

  async isDeviceSigned(): Promise<boolean> {
    const { machine, userId, deviceId } = this.#options
    const device = await machine.getDevice(new CoreUserId(userId), new DeviceId(deviceId))
    return device?.isCrossSignedByOwner() === true
  }

  async refreshOwnKeys(): Promise<void> {
    const { machine, sender, userId } = this.#options
    await sender.send(machine.queryKeysForUsers([new CoreUserId(userId)]))
  }

  /** A homeserver takes signatures only for a device that it knows. */
  async #uploadDeviceKeys(): Promise<void> {
    for (const request of await this.#options.machine.outgoingRequests()) {
      if (request instanceof KeysUploadRequest) await this.#options.sender.send(request)
    }
  }

  async #holdsPrivateKeys(): Promise<boolean> {
    const status = await this.#options.machine.crossSigningStatus()
    return status.hasMaster && status.hasSelfSigning && status.hasUserSigning
  }

  async #publish(reset: boolean): Promise<void> {
    const { machine, sender, requester, userId, password } = this.#options
    // The library stores the keys before it gives the requests out. Without a reset it gives the same keys each time, so
    // that a repeat after a crash is the same upload again.
    const requests = await machine.bootstrapCrossSigning(reset)
    await uploadSigningKeys(requester, toObject(requests.uploadSigningKeysRequest.body), {
      userId,
      password: password(),
    })
    await sender.send(requests.uploadSignaturesRequest)
    await this.refreshOwnKeys()
  }

  async #importIdentity(): Promise<IdentityOutcome> {
    const { machine, recoveryKeys, secretStorage } = this.#options
    const recovery = recoveryKeys.read()
    if (recovery === undefined) return 'recovery-key-missing'
    const { master, selfSigning, userSigning } = await secretStorage.read(recovery)
    await machine.importCrossSigningKeys(master, selfSigning, userSigning)
    // The library drops private keys that aren't those of the identity on the homeserver.
    await this.refreshOwnKeys()
    if (!(await this.#holdsPrivateKeys())) {
      throw new RecoveryKeyError("the account's secret storage holds the keys of an earlier identity")
    }
    if (!(await this.isDeviceSigned())) await this.#signDevice()
    return 'imported'
  }

  async #signDevice(): Promise<void> {
    const { machine, sender, userId, deviceId } = this.#options
    const device = await machine.getDevice(new CoreUserId(userId), new DeviceId(deviceId))
    if (device === undefined) return
    const request: OutgoingRequest = await device.verify()
    await sender.send(request)
    await this.refreshOwnKeys()
  }

  async #ensureSecretStorage(): Promise<void> {
    const { secretStorage, recoveryKeys } = this.#options
    if (await secretStorage.isComplete()) return
    if ((await secretStorage.defaultKeyId()) === undefined) {
      await this.#createSecretStorage()
      return
    }
    const recovery = recoveryKeys.read()
    if (recovery !== undefined) await secretStorage.add(recovery, await this.#secrets())
  }

  async #createSecretStorage(): Promise<void> {
    const { secretStorage, recoveryKeys } = this.#options
    const known = recoveryKeys.read()
    const key = known === undefined ? randomBytes(32) : decodeRecoveryKey(known)
    if (known === undefined) recoveryKeys.write(encodeRecoveryKey(key))
    await secretStorage.create(key, await this.#secrets())
  }

  async #secrets(): Promise<CrossSigningSecrets> {
    const keys = await this.#options.machine.exportCrossSigningKeys()
    const { masterKey: master, self_signing_key: selfSigning, userSigningKey: userSigning } = keys ?? {}
    if (master === undefined || selfSigning === undefined || userSigning === undefined) {
      throw new RecoveryKeyError('the identity has no private keys to keep')
    }
    return { master, selfSigning, userSigning }
  }
}

function toObject(json: string): object {
  const value: unknown = JSON.parse(json)
  return typeof value === 'object' && value !== null ? value : {}
}
