import type { LoadedConfig } from '../../config/load-config.ts'
import type { LoginSecrets } from '../../config/secrets.ts'
import type { LocalKeys } from '../../matrix/encryption/local-keys.ts'
import { watchAnswers } from '../../matrix/client/watch-answers.ts'
import { clockOffsetMs } from '../../observability/clock.ts'
import { checkClock } from './check-clock.ts'
import { BotClient } from '../../matrix/client/client.ts'
import type { Fetch } from '../../matrix/client/transport.ts'
import { isUserId } from '../../matrix/ports/ids.ts'
import type { Homeserver } from '../../matrix/client/client.ts'
import type { Stored } from './check-databases.ts'
import { checkIdentity } from './check-encryption.ts'
import { checkLoginFlows, checkReachable, checkServerName } from './check-homeserver.ts'
import { checkLastUse, checkLogin } from './check-login.ts'
import type { LoginState } from './check-login.ts'
import { checkAliases, checkRooms } from './check-rooms.ts'
import { attempt } from './describe-fault.ts'
import { only } from './finding.ts'
import type { Finding } from './finding.ts'

export interface HomeserverExamination {
  readonly config: LoadedConfig
  readonly fetch: Fetch
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly secrets: LoginSecrets | undefined
  readonly triesPassword: boolean
  readonly stored: Stored | undefined
  readonly recoveryKey: string | undefined
  readonly local: LocalKeys | undefined
}

const limitMs = 120_000

/** All that has to be asked of the homeserver; what depends on something that failed is left out. */
export async function* examineHomeserver(examination: HomeserverExamination): AsyncGenerator<Finding> {
  const { config, now, secrets, triesPassword, stored } = examination
  const { userId } = config.login
  if (!isUserId(userId)) return
  let offsetMs: number | undefined
  const fetch = watchAnswers(examination.fetch, (headers) => {
    offsetMs = clockOffsetMs(headers.get('date'), now())
  })
  const homeserver = { url: config.homeserver.url, fetch, signal: AbortSignal.timeout(limitMs) }
  const reachable = await attempt('homeserver', () => checkReachable(homeserver), only)
  yield* reachable
  if (reachable.some(({ verdict }) => verdict === 'problem')) return
  yield* checkClock(offsetMs)
  yield* await attempt('homeserver', () => checkLoginFlows(homeserver), only)
  yield* await attempt('homeserver', () => checkServerName(homeserver, userId), only)
  if (secrets === undefined) return
  const login = await attempt<LoginState>(
    'login',
    () => checkLogin({ homeserver, userId, secrets, triesPassword, stored: stored?.session }),
    (finding) => ({ session: undefined, findings: [finding] }),
  )
  yield* login.findings
  if (login.session === undefined) {
    const client = new BotClient({ homeserver })
    yield* await attempt('rooms', () => checkAliases(client, namedRooms(config)), only)
    return
  }
  yield* checkLastUse(stored?.lastUse, now())
  yield* examineAccount(examination, homeserver, login.session)
}

const namedRooms = ({ rooms: { helpdesk, answerInThread, notices } }: LoadedConfig): readonly string[] => [
  ...new Set([...helpdesk, ...answerInThread, ...Object.keys(notices)]),
]

type OpenSession = NonNullable<LoginState['session']>

async function* examineAccount(
  { config, stored, recoveryKey, local }: HomeserverExamination,
  homeserver: Homeserver,
  { userId, deviceId, accessToken }: OpenSession,
): AsyncGenerator<Finding> {
  const client = new BotClient({ homeserver, userId, accessToken: () => accessToken })
  const names = namedRooms(config)
  yield* await attempt(
    'rooms',
    () => checkRooms({ client, self: userId, names, registry: stored?.registry, refusals: stored?.refusals }),
    only,
  )
  yield* await attempt(
    'encryption',
    () => checkIdentity({ client, userId, deviceId, recoveryKey, local }),
    only,
  )
}
