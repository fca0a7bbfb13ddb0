import { existsSync } from 'node:fs'
import path from 'node:path'
import { encryptionFiles } from '../../app/encryption-parts.ts'
import type { Environment } from '../../config/environment.ts'
import type { LoadedConfig } from '../../config/load-config.ts'
import type { Fetch } from '../../matrix/client/transport.ts'
import { readSecretFile } from '../../storage/secret-file.ts'
import { checkConfiguration, checkSecrets } from './check-configuration.ts'
import { checkDatabase, checkQueues, readStored } from './check-databases.ts'
import type { Stored } from './check-databases.ts'
import { checkKeyStore } from './check-encryption.ts'
import type { KeyStoreState } from './check-encryption.ts'
import { checkKnowledge } from './check-knowledge.ts'
import { checkStateDirectory } from './check-state.ts'
import { attempt } from './describe-fault.ts'
import { examineHomeserver } from './examine-homeserver.ts'
import { ok, only } from './finding.ts'
import type { Finding } from './finding.ts'

export interface Examination {
  readonly configFile: string
  readonly environment: Environment
  readonly fetch: Fetch
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Looks at everything that the bot needs, whether it runs or not, and however broken it is. Changes nothing on this machine. */
export async function* examine({
  configFile,
  environment,
  fetch,
  now,
}: Examination): AsyncGenerator<Finding> {
  const { config, findings } = checkConfiguration(configFile, environment)
  yield* findings
  if (config === undefined) return
  const { secrets, findings: ofSecrets } = checkSecrets(config, environment)
  yield* ofSecrets
  yield* await attempt('knowledge', () => checkKnowledge(config.knowledge.directory), only)
  const { directory } = config.state
  const state = await attempt(
    'state directory',
    () => checkStateDirectory(directory),
    (finding) => ({ findings: [finding], exists: false, botRuns: false }),
  )
  yield* state.findings
  const stored = state.exists ? yield* examineDatabase(directory) : undefined
  const recoveryKey = yield* readSecret(
    'recovery',
    environment['HINWEISBOT_RECOVERY_KEY'],
    encryptionFiles(config).recoveryKey,
  )
  const local = yield* examineKeys(config, state.botRuns, stored)
  yield* examineHomeserver({ config, fetch, now, secrets, stored, recoveryKey, local })
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
  botRuns: boolean,
  stored: Stored | undefined,
): AsyncGenerator<Finding, KeyStoreState['keys']> {
  const { keyStore: file, passphrase: passphraseFile } = encryptionFiles(config)
  if (!existsSync(file)) return undefined
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
