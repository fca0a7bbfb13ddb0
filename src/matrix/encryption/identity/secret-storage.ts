import { pbkdf2Sync, randomBytes } from 'node:crypto'
import * as v from '../../../documents/valibot.ts'
import { RecoveryKeyError } from '../errors.ts'
import type { AccountData } from './account-data.ts'
import { decodeRecoveryKey } from './recovery-key.ts'
import {
  fitsKeyCheck,
  keyCheck,
  openSecret,
  sealSecret,
  secretStorageAlgorithm,
} from './secret-storage-cipher.ts'

export interface CrossSigningSecrets {
  readonly master: string
  readonly selfSigning: string
  readonly userSigning: string
}

const secretNames = {
  master: 'm.cross_signing.master',
  selfSigning: 'm.cross_signing.self_signing',
  userSigning: 'm.cross_signing.user_signing',
} as const

const defaultKeyType = 'm.secret_storage.default_key'
const keyType = (id: string): string => `m.secret_storage.key.${id}`

const defaultKeyContent = v.object({ key: v.string() })
const keyContent = v.object({
  algorithm: v.literal(secretStorageAlgorithm),
  iv: v.nullish(v.string()),
  mac: v.nullish(v.string()),
  passphrase: v.nullish(
    v.object({
      algorithm: v.literal('m.pbkdf2'),
      salt: v.string(),
      iterations: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000_000)),
      bits: v.nullish(v.pipe(v.number(), v.multipleOf(8), v.minValue(8), v.maxValue(512)), 256),
    }),
  ),
})
const secretContent = v.object({
  encrypted: v.record(v.string(), v.object({ iv: v.string(), ciphertext: v.string(), mac: v.string() })),
})

/** The place in the account data where the identity's private keys are kept under the recovery key ("4S"). */
export class SecretStorage {
  readonly #accountData: AccountData

  constructor(accountData: AccountData) {
    this.#accountData = accountData
  }

  /** Undefined if the account has no secret storage. */
  async defaultKeyId(): Promise<string | undefined> {
    const read = v.safeParse(defaultKeyContent, await this.#accountData.get(defaultKeyType))
    return read.success ? read.output.key : undefined
  }

  /** True if all three private keys are there, under the default key. Whether that can be opened isn't tried. */
  async isComplete(): Promise<boolean> {
    const id = await this.defaultKeyId()
    if (id === undefined) return false
    const contents = Object.values(secretNames).map((name) => this.#accountData.get(name))
    return (await Promise.all(contents)).every((content) => {
      const read = v.safeParse(secretContent, content)
      return read.success && read.output.encrypted[id] !== undefined
    })
  }

  /** Puts the secrets under a new key and makes it the default. That comes last, so that it never points to nothing. */
  async create(key: Uint8Array, secrets: CrossSigningSecrets): Promise<void> {
    const id = randomBytes(16).toString('hex')
    await this.#accountData.set(keyType(id), {
      algorithm: secretStorageAlgorithm,
      name: 'Hinweisbot',
      ...keyCheck(key),
    })
    await this.#store(id, key, secrets)
    await this.#accountData.set(defaultKeyType, { key: id })
  }

  /** Adds the secrets under the default key, beside what else is there. */
  async add(recovery: string, secrets: CrossSigningSecrets): Promise<void> {
    const { id, key } = await this.#unlock(recovery)
    await this.#store(id, key, secrets)
  }

  /**
   * Opens the default key with a recovery key, or with the passphrase that it was made from.
   * @throws RecoveryKeyError when it doesn't fit, or the storage lacks a secret.
   */
  async read(recovery: string): Promise<CrossSigningSecrets> {
    const { id, key } = await this.#unlock(recovery)
    return {
      master: await this.#secret(id, key, secretNames.master),
      selfSigning: await this.#secret(id, key, secretNames.selfSigning),
      userSigning: await this.#secret(id, key, secretNames.userSigning),
    }
  }

  async #unlock(recovery: string): Promise<{ id: string; key: Uint8Array }> {
    const id = await this.defaultKeyId()
    const read = v.safeParse(
      keyContent,
      id === undefined ? undefined : await this.#accountData.get(keyType(id)),
    )
    if (id === undefined || !read.success) {
      throw new RecoveryKeyError('the account has no secret storage of a known kind')
    }
    const { iv, mac, passphrase } = read.output
    const key = toKey(recovery.trim(), passphrase)
    if (typeof iv === 'string' && typeof mac === 'string' && !fitsKeyCheck(key, { iv, mac })) {
      throw new RecoveryKeyError("the recovery key is not the one of the account's secret storage")
    }
    return { id, key }
  }

  async #store(id: string, key: Uint8Array, secrets: CrossSigningSecrets): Promise<void> {
    for (const kind of ['master', 'selfSigning', 'userSigning'] as const) {
      const name = secretNames[kind]
      const before = v.safeParse(secretContent, await this.#accountData.get(name))
      const encrypted = before.success ? before.output.encrypted : {}
      await this.#accountData.set(name, {
        encrypted: { ...encrypted, [id]: sealSecret(key, name, secrets[kind]) },
      })
    }
  }

  async #secret(id: string, key: Uint8Array, name: string): Promise<string> {
    const read = v.safeParse(secretContent, await this.#accountData.get(name))
    const sealed = read.success ? read.output.encrypted[id] : undefined
    if (sealed === undefined) throw new RecoveryKeyError(`the account's secret storage lacks ${name}`)
    return openSecret(key, name, sealed)
  }
}

type Passphrase = v.InferOutput<typeof keyContent>['passphrase']

function toKey(recovery: string, passphrase: Passphrase): Uint8Array {
  try {
    return decodeRecoveryKey(recovery)
  } catch (error) {
    if (passphrase == null) throw error
    return pbkdf2Sync(recovery, passphrase.salt, passphrase.iterations, passphrase.bits / 8, 'sha512')
  }
}
