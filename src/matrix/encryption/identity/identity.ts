import { randomBytes } from 'node:crypto'
import {
  DeviceId,
  KeysUploadRequest,
  UserId as CoreUserId,
  type CrossSigningKeyExport,
  type OlmMachine,
  type OutgoingRequest,
} from '@matrix-org/matrix-sdk-crypto-wasm'
import type { Requester } from '../../client/requester.ts'
import type { UserId } from '../../ports/ids.ts'
import { EncryptionSetupError, RecoveryKeyError } from '../errors.ts'
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

interface StorageKey {
  readonly key: Uint8Array
  readonly isNew: boolean
}

/** The bot's cross-signing identity: made once, signing the bot's own device, kept in secret storage. */
export class Identity {
  readonly #options: IdentityOptions

  constructor(options: IdentityOptions) {
    this.#options = options
  }

  /** The store alone says so; whether the homeserver does, `ensure` finds out. */
  async isEstablished(): Promise<boolean> {
    return (await this.#holdsPrivateKeys()) && (await this.isDeviceSigned())
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
   * changed. If the homeserver refuses it, the bot keeps the identity that it had.
   */
  async reset(): Promise<void> {
    const { machine } = this.#options
    await this.#uploadDeviceKeys()
    await this.refreshOwnKeys()
    const storageKey = this.#storageKey()
    const before = await machine.exportCrossSigningKeys()
    try {
      await this.#publish(true)
    } catch (error) {
      if (error instanceof EncryptionSetupError && before !== undefined) await this.#takeBack(before)
      throw error
    }
    await this.#createSecretStorage(storageKey)
  }

  async #takeBack(keys: CrossSigningKeyExport): Promise<void> {
    // The library takes private keys for the identity that it knows last, which has to be the homeserver's again.
    await this.refreshOwnKeys()
    await this.#options.machine.importCrossSigningKeys(
      keys.masterKey,
      keys.self_signing_key,
      keys.userSigningKey,
    )
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
      await this.#createSecretStorage(this.#storageKey())
      return
    }
    const recovery = recoveryKeys.read()
    if (recovery !== undefined) await secretStorage.add(recovery, await this.#secrets())
  }

  async #createSecretStorage({ key, isNew }: StorageKey): Promise<void> {
    const { secretStorage, recoveryKeys } = this.#options
    if (isNew) recoveryKeys.write(encodeRecoveryKey(key))
    await secretStorage.create(key, await this.#secrets())
  }

  #storageKey(): StorageKey {
    const known = this.#options.recoveryKeys.read()
    return known === undefined
      ? { key: randomBytes(32), isNew: true }
      : { key: decodeRecoveryKey(known), isNew: false }
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
