import { existsSync } from 'node:fs'
import path from 'node:path'
import { encryptionFiles } from '../../app/encryption-parts.ts'
import type { Environment } from '../../config/environment.ts'
import type { LoadedConfig } from '../../config/load-config.ts'
import { readSecretFile } from '../../storage/secret-file.ts'
import { readVersion } from '../../config/version.ts'
import { checkCertificates, checkConfiguration, checkPicture, checkSecrets } from './check-configuration.ts'
import { checkDatabase, checkQueues, readStored } from './check-databases.ts'
import type { Stored } from './check-databases.ts'
import { checkKeyStore } from './check-encryption.ts'
import type { KeyStoreState } from './check-encryption.ts'
import { checkKnowledge } from './check-knowledge.ts'
import { checkMonitoring } from './check-monitoring.ts'
import { checkSecretPlace, checkStateDirectory } from './check-state.ts'
import type { StateDirectory } from './check-state.ts'
import { attempt } from './describe-fault.ts'
import { examineHomeserver } from './examine-homeserver.ts'
import { ok, only } from './finding.ts'
import type { Finding } from './finding.ts'

export interface Examination {
  readonly configFile: string
  readonly environment: Environment
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Nothing is asked of the homeserver. */
  readonly offline: boolean
  /** A password that no session stands for is tried. */
  readonly triesPassword: boolean
}

/** Makes the checks of a start and further ones, whether the bot runs or not, and however broken it is. Changes nothing on this machine. */
export async function* examine(examination: Examination): AsyncGenerator<Finding> {
  const { configFile, environment, now, offline, triesPassword } = examination
  yield ok('program', `Hinweisbot ${readVersion()} on Node.js ${process.version}`)
  const { config, findings } = checkConfiguration(configFile, environment)
  yield* findings
  if (config === undefined) return
  const { secrets, findings: ofSecrets } = checkSecrets(config, environment)
  yield* ofSecrets
  const { fetch, findings: ofCertificates } = checkCertificates(config)
  yield* ofCertificates
  yield* checkPicture(config)
  yield* await attempt('knowledge', () => checkKnowledge(config), only)
  const { directory } = config.state
  const state = await attempt(
    'state directory',
    () => checkStateDirectory(directory, environment['NODE_COMPILE_CACHE']),
    (finding) => ({ findings: [finding], isUsable: false, botRuns: false }),
  )
  yield* state.findings
  yield* await attempt('monitoring', () => checkMonitoring(config, state.botRuns), only)
  const stored = state.isUsable ? yield* examineDatabase(directory) : undefined
  const recoveryKey = yield* readSecret(
    'recovery',
    environment['HINWEISBOT_RECOVERY_KEY'],
    encryptionFiles(config).recoveryKey,
  )
  const local = yield* examineKeys(config, state, stored)
  if (offline || fetch === undefined) return
  yield* examineHomeserver({ config, fetch, now, secrets, triesPassword, stored, recoveryKey, local })
}

async function* examineDatabase(directory: string): AsyncGenerator<Finding, Stored | undefined> {
  const file = path.join(directory, 'state.sqlite')
  if (!existsSync(file)) {
    yield ok('state.sqlite', 'not there yet; the first start makes it')
    return undefined
  }
  yield* await attempt('state.sqlite', () => checkDatabase(file), only)
  const read = await attempt<{ stored?: Stored; findings: readonly Finding[] }>(
    'state.sqlite',
    () => {
      const stored = readStored(directory)
      return { stored, findings: checkQueues(stored) }
    },
    (finding) => ({ findings: [finding] }),
  )
  yield* read.findings
  return read.stored
}

/** A bot that runs keeps the keys for itself: two who open them would overwrite each other's. */
async function* examineKeys(
  config: LoadedConfig,
  { isUsable, botRuns }: Pick<StateDirectory, 'isUsable' | 'botRuns'>,
  stored: Stored | undefined,
): AsyncGenerator<Finding, KeyStoreState['keys']> {
  const { keyStore: file, passphrase: passphraseFile } = encryptionFiles(config)
  if (!isUsable || !existsSync(file)) {
    yield* examineSecretPlaces(config)
    return undefined
  }
  if (botRuns) {
    yield ok('encryption', 'the running bot has the key store; its counts are among the metrics')
    return undefined
  }
  yield* await attempt('keys.sqlite', () => checkDatabase(file), only)
  const passphrase = yield* readSecret('encryption', undefined, passphraseFile)
  const checked = await attempt<KeyStoreState>(
    'encryption',
    () => checkKeyStore({ file, passphrase, session: stored?.session }),
    (finding) => ({ keys: undefined, findings: [finding] }),
  )
  yield* checked.findings
  return checked.keys
}

/** Files that the first start reads, or makes where the configuration says. */
async function* examineSecretPlaces({
  encryption: { passphraseFile, recoveryKeyFile },
}: LoadedConfig): AsyncGenerator<Finding> {
  if (passphraseFile !== undefined) yield* readSecret('encryption', undefined, passphraseFile)
  for (const file of [passphraseFile, recoveryKeyFile]) {
    if (file !== undefined) yield* await attempt('encryption', () => checkSecretPlace(file), only)
  }
}

async function* readSecret(
  about: string,
  given: string | undefined,
  file: string,
): AsyncGenerator<Finding, string | undefined> {
  const read = await attempt<{ secret?: string | undefined; findings: readonly Finding[] }>(
    about,
    () => ({ secret: given ?? readSecretFile(file), findings: [] }),
    (finding) => ({ findings: [finding] }),
  )
  yield* read.findings
  return read.secret
}
