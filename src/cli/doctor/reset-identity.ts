import { existsSync, renameSync, statSync } from 'node:fs'
import { encryptionFiles, encryptionParts } from '../../app/encryption-parts.ts'
import { homeserverFetch } from '../../app/homeserver-fetch.ts'
import type { Environment } from '../../config/environment.ts'
import { loadConfig } from '../../config/load-config.ts'
import type { LoadedConfig } from '../../config/load-config.ts'
import { loginSecrets } from '../../config/secrets.ts'
import type { LoginSecrets } from '../../config/secrets.ts'
import { BotClient } from '../../matrix/client/client.ts'
import { CryptoClient } from '../../matrix/encryption/crypto-client.ts'
import type { RecoveryKeys } from '../../matrix/encryption/identity/identity.ts'
import { isUserId } from '../../matrix/ports/ids.ts'
import type { Homeserver } from '../../matrix/client/client.ts'
import { SessionKeeper } from '../../matrix/session/session-keeper.ts'
import { Database } from '../../storage/database.ts'
import { ProcessLock } from '../../storage/process-lock.ts'
import { writeSecretFile } from '../../storage/secret-file.ts'
import { Settings } from '../../storage/settings.ts'
import { prepareStateDirectory, StateError } from '../../storage/state-directory.ts'
import { checkReachable } from './check-homeserver.ts'
import { describeFault } from './describe-fault.ts'

export interface IdentityReset {
  readonly configFile: string
  readonly environment: Environment
  readonly print: (line: string) => void
  /** Asked once all is ready; nothing is changed unless it says so. */
  readonly confirm: () => Promise<boolean>
}

const limitMs = 120_000
const ignore = () => undefined

const meaning = `This gives the bot's account a new identity (cross-signing keys) and gives up the present one:
- Everybody who knows the bot is told that its identity changed. Who has verified it has to do so again.
- The account's other sessions are no longer verified.
- A new recovery key is made; the old one opens nothing any more that the bot uses.
If the recovery key of the present identity can still be found, give it to the bot instead.`

/** Makes a new identity for the bot. Refused while the bot runs. True if it was done. */
export async function resetIdentity(reset: IdentityReset): Promise<boolean> {
  const { configFile, environment, print, confirm } = reset
  const config = loadConfig({ file: configFile, environment })
  const secrets = loginSecrets(config, environment)
  await using resources = new AsyncDisposableStack()
  prepareStateDirectory(config.state.directory)
  refuseForeignDirectory(config.state.directory)
  resources.use(ProcessLock.acquire(config.state.directory))
  await checkReachable(homeserverOf(config))
  print(meaning)
  if (!(await confirm())) {
    print('Nothing was changed.')
    return false
  }
  const deviceId = await makeNew(config, secrets, reset, resources)
  print(`The account has a new identity, and device ${deviceId} is signed by it.`)
  print(
    environment[recoveryKeyVariable] === undefined
      ? `The new recovery key is in ${encryptionFiles(config).recoveryKey}. Put a copy of it in a safe place.`
      : `${recoveryKeyVariable} is its recovery key.`,
  )
  return true
}

const recoveryKeyVariable = 'HINWEISBOT_RECOVERY_KEY'

const homeserverOf = (config: LoadedConfig): Homeserver => ({
  ...{ url: config.homeserver.url, fetch: homeserverFetch(config), signal: AbortSignal.timeout(limitMs) },
})

/** Refuses another user's directory, as files written to it would be closed to the bot itself. */
function refuseForeignDirectory(directory: string): void {
  const owner = statSync(directory).uid
  if (owner === process.geteuid?.()) return
  throw new StateError(`${directory} belongs to another user (${owner})`, {
    path: directory,
    hint: 'Run this as the user that the bot runs as.',
  })
}

async function makeNew(
  config: LoadedConfig,
  secrets: LoginSecrets,
  reset: IdentityReset,
  resources: AsyncDisposableStack,
): Promise<string> {
  const { userId } = config.login
  if (!isUserId(userId)) throw new TypeError('login.userId is no user id')
  const { environment, print } = reset
  const homeserver = homeserverOf(config)
  const keeper = new SessionKeeper({
    ...{ homeserver, userId, credentials: secrets, random: Math.random },
    store: new Settings(resources.use(Database.open(config.state.directory))),
    events: {
      loggedIn: ignore,
      loggedOut: ignore,
      waiting: ({ error }) => {
        print(`${describeFault('login', error).found}; trying again.`)
      },
    },
  })
  const { deviceId } = await keeper.open()
  const client = new BotClient({ homeserver, userId, accessToken: () => keeper.accessToken })
  const parts = encryptionParts({
    ...{ config, secrets, resources, random: Math.random, now: Date.now, reporter: { report: ignore } },
    recoveryKey: environment[recoveryKeyVariable],
    isClockRight: () => false,
  })
  const recoveryKeys = newRecoveryKeys(encryptionFiles(config).recoveryKey, environment[recoveryKeyVariable])
  const encryption = resources.use(new CryptoClient({ ...parts, recoveryKeys, client }))
  await encryption.resetIdentity({ userId, deviceId, keysArrived: ignore, verificationNews: ignore })
  return deviceId
}

/** Those of the identity to come. What the old key opens may still matter to somebody, so its file is put aside. */
function newRecoveryKeys(file: string, given: string | undefined): RecoveryKeys {
  return {
    read: () => given,
    write: (key) => {
      if (existsSync(file)) renameSync(file, `${file}.old`)
      writeSecretFile(file, key)
    },
  }
}
