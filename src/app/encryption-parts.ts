import path from 'node:path'
import type { LoadedConfig } from '../config/load-config.ts'
import type { LoginSecrets } from '../config/secrets.ts'
import type { EncryptionParts } from '../matrix/encryption/create-encryption.ts'
import type { EncryptionReporter } from '../matrix/ports/encryption-report.ts'
import { KeyStore } from '../matrix/encryption/store/key-store.ts'
import { SqliteCryptoRecords } from '../storage/crypto-records.ts'
import { loadOrCreatePassphrase, readSecretFile, writeSecretFile } from '../storage/secret-file.ts'
import { prepareStateFile } from '../storage/state-directory.ts'

export interface EncryptionSources {
  readonly config: LoadedConfig
  readonly secrets: LoginSecrets
  /** In place of the recovery key's file. */
  readonly recoveryKey: string | undefined
  readonly reporter: EncryptionReporter
  /** Between 0 and 1. */
  readonly random: () => number
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** True if this machine's clock is known to be the homeserver's. */
  readonly isClockRight: () => boolean
  /** Closes the key store. */
  readonly resources: { use<T extends Disposable>(resource: T): T }
}

const keyStoreName = 'keys.sqlite'

/** Where encryption keeps what it has on disk. */
export function encryptionFiles({ encryption, state: { directory } }: LoadedConfig) {
  return {
    keyStore: path.join(directory, keyStoreName),
    passphrase: encryption.passphraseFile ?? path.join(directory, 'passphrase'),
    recoveryKey: encryption.recoveryKeyFile ?? path.join(directory, 'recovery-key'),
  }
}

/** Begins to open the key store, which nobody else may have open. Throws `StateInUseError`, `StateError`. */
export function encryptionParts(sources: EncryptionSources): EncryptionParts {
  const { config, secrets, recoveryKey, reporter, random, now, isClockRight, resources } = sources
  const files = encryptionFiles(config)
  const records = resources.use(
    new SqliteCryptoRecords(prepareStateFile(config.state.directory, keyStoreName)),
  )
  const store = KeyStore.open(records, loadOrCreatePassphrase(files.passphrase), now)
  // Rejects where it is awaited; this avoids an unhandled rejection before that.
  store.catch(() => undefined)
  return {
    store,
    recoveryKeys: {
      read: () => recoveryKey ?? readSecretFile(files.recoveryKey),
      write: (key) => {
        writeSecretFile(files.recoveryKey, key)
      },
    },
    password: secrets.kind === 'password' ? secrets.password : () => undefined,
    sharing: config.encryption.keySharing,
    retentionMs: config.privacy.retentionHours * 3_600_000,
    ...{ isClockRight, reporter, random },
  }
}
