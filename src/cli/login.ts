import type { Command } from 'commander'
import { homeserverFetch } from '../app/homeserver-fetch.ts'
import { loadConfig } from '../config/load-config.ts'
import type { LoadedConfig } from '../config/load-config.ts'
import { isGivenToken } from '../config/secrets.ts'
import { isLoggedOut } from '../matrix/client/request-error.ts'
import { isUserId } from '../matrix/ports/ids.ts'
import type { UserId } from '../matrix/ports/ids.ts'
import { findAddressFault } from '../matrix/session/homeserver-address.ts'
import { loginFlows, loginWithPassword, newDeviceId, usesOAuth, whoAmI } from '../matrix/session/login.ts'
import type { Homeserver } from '../matrix/client/client.ts'
import { loadSession, saveSession, SessionError } from '../matrix/session/session.ts'
import type { Session, SettingStore } from '../matrix/session/session.ts'
import { Database } from '../storage/database.ts'
import { ProcessLock } from '../storage/process-lock.ts'
import { Settings } from '../storage/settings.ts'
import { prepareStateDirectory } from '../storage/state-directory.ts'
import { askSecret } from './ask-secret.ts'
import { configOption } from './config-option.ts'

interface Options {
  readonly config: string
  readonly token?: true
}

const print = (line: string) => process.stdout.write(`${line}\n`)

export function addLogin(program: Command): void {
  program
    .command('login')
    .description(
      'log the bot in and keep its session in the state directory; the secret is asked for or read from stdin',
    )
    .addOption(configOption())
    .option('--token', 'give an access token, e.g. a compatibility token, instead of the password')
    .action(login)
}

async function login({ config: file, token }: Options): Promise<void> {
  const config = loadConfig({ file, environment: process.env })
  const { userId } = config.login
  if (!isUserId(userId)) throw new TypeError('login.userId is no user id')
  prepareStateDirectory(config.state.directory)
  using resources = new DisposableStack()
  resources.use(ProcessLock.acquire(config.state.directory))
  const store = new Settings(resources.use(Database.open(config.state.directory)))
  const homeserver = homeserverOf(config)
  const session = await open(homeserver, userId, store, token === true).catch(async (error: unknown) => {
    throw (await findAddressFault(homeserver, error)) ?? error
  })
  saveSession(store, session)
  print(
    `Logged in as ${session.userId} on device ${session.deviceId}. The session is in ${config.state.directory}.`,
  )
  if (isGivenToken(config, process.env)) {
    print('The bot does not use it as long as it is given an access token (login.accessTokenFile).')
  }
}

/** Keeps the device if there is one: the keys in the state directory belong to it. */
async function open(
  homeserver: Homeserver,
  userId: UserId,
  store: SettingStore,
  byToken: boolean,
): Promise<Session> {
  const stored = loadSession(store)
  const flows = await loginFlows(homeserver)
  print(`The homeserver offers: ${flows.join(', ') || 'no login of its own'}.`)
  if (await usesOAuth(homeserver)) {
    print(
      'It uses a Matrix Authentication Service; a compatibility token from there (--token) works in any case.',
    )
  }
  if (byToken || !flows.includes('m.login.password')) {
    const accessToken = await askSecret('Access token: ')
    return openByToken(homeserver, { userId, ...(stored && { deviceId: stored.deviceId }) }, accessToken)
  }
  const session = stored ?? { userId, deviceId: newDeviceId(), accessToken: undefined }
  // The device is fixed before the login, so that a crash in between doesn't leave a second one behind.
  saveSession(store, session)
  return loginWithPassword(homeserver, session, await askSecret(`Password of ${userId}: `))
}

async function openByToken(
  homeserver: Homeserver,
  expected: Pick<Session, 'userId'> & Partial<Session>,
  accessToken: string,
): Promise<Session> {
  try {
    return await whoAmI(homeserver, expected, accessToken)
  } catch (error) {
    if (!isLoggedOut(error)) throw error
    const hint = 'Give the whole of a token that is still valid.'
    throw new SessionError('the homeserver does not know this access token', hint, { cause: error })
  }
}

function homeserverOf(config: LoadedConfig): Homeserver {
  return { url: config.homeserver.url, fetch: homeserverFetch(config), signal: AbortSignal.timeout(120_000) }
}
