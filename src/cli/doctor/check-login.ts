import type { LoginSecrets } from '../../config/secrets.ts'
import { isLoggedOut } from '../../matrix/client/request-error.ts'
import { BotClient } from '../../matrix/client/client.ts'
import type { Homeserver } from '../../matrix/client/client.ts'
import type { UserId } from '../../matrix/ports/ids.ts'
import { loginFlows, loginWithPassword, newDeviceId, whoAmI } from '../../matrix/session/login.ts'
import { tokenAdvice } from '../../matrix/session/session-keeper.ts'
import type { Session } from '../../matrix/session/session.ts'
import { ok, problem, warning } from './finding.ts'
import type { Finding } from './finding.ts'
import { dayMs } from '../../day.ts'

const about = 'login'
/** TU Dresden ends sessions that were not used for 120 days. */
const endsAfterDays = 120
const warnAfterDays = 90

export interface LoginToCheck {
  readonly homeserver: Homeserver
  readonly userId: UserId
  readonly secrets: LoginSecrets
  /** True if a login may be used up; homeservers allow only some in a while. */
  readonly triesPassword: boolean
  readonly stored: Session | undefined
}

export interface LoginState {
  readonly findings: readonly Finding[]
  /** A session that the homeserver knows. */
  readonly session: Session | undefined
}

/** Checks that the bot gets in. A password is tried only on demand, if no session works, on a device that is removed at once. */
export async function checkLogin(check: LoginToCheck): Promise<LoginState> {
  const { homeserver, userId, secrets, stored } = check
  if (stored !== undefined && stored.userId !== userId) {
    const advice = 'Correct login.userId, or name another directory in state.directory'
    return failed(problem(about, 'the state directory belongs to another account', advice))
  }
  const token = secrets.kind === 'token' ? secrets.accessToken() : stored?.accessToken
  if (token === undefined) return checkFirstLogin(check)
  try {
    const expected = { userId, ...(stored && { deviceId: stored.deviceId }) }
    const session = await whoAmI(homeserver, expected, token)
    return {
      session,
      findings: [ok(about, `the session of ${userId} on device ${session.deviceId} is valid`)],
    }
  } catch (error) {
    if (!isLoggedOut(error)) throw error
    if (secrets.kind === 'password') return checkPassword(check, secrets.password(), 'the session has ended')
    return secrets.kind === 'token'
      ? failed(
          problem(about, 'the homeserver does not know the access token (any more)', tokenAdvice(stored)),
        )
      : failed(problem(about, 'the homeserver does not know the session (any more)', noSecret))
  }
}

async function checkFirstLogin(check: LoginToCheck): Promise<LoginState> {
  const { secrets, stored } = check
  const before = stored === undefined ? 'no session yet' : 'no session at the moment'
  if (secrets.kind === 'password') return checkPassword(check, secrets.password(), before)
  return failed(problem(about, `${before}, and nothing to log in with`, noSecret))
}

const noSecret = 'Log in with npm run login, or set login.passwordFile or login.accessTokenFile'

/** Throws `SessionError` if it is refused. */
async function checkPassword(
  { homeserver, userId, triesPassword }: LoginToCheck,
  password: string,
  before: string,
): Promise<LoginState> {
  const flows = await loginFlows(homeserver)
  if (!flows.includes('m.login.password')) {
    const found = `${before}, and the homeserver takes no password (it offers ${flows.join(', ') || 'no login'})`
    return failed(problem(about, found, 'Get an access token there, and set login.accessTokenFile'))
  }
  if (!triesPassword) {
    const found = `${before}; the next start logs in with the password (doctor --login tries it)`
    return { session: undefined, findings: [ok(about, found)] }
  }
  const trial = { userId, deviceId: newDeviceId(), accessToken: undefined }
  const { accessToken } = await loginWithPassword(homeserver, trial, password)
  const client = new BotClient({ homeserver, accessToken: () => accessToken })
  await client.request({ method: 'POST', path: '/_matrix/client/v3/logout', body: {} })
  return {
    session: undefined,
    findings: [ok(about, `${before}; the password is right, so the next start logs in`)],
  }
}

const failed = (finding: Finding): LoginState => ({ session: undefined, findings: [finding] })

/** `lastUse` and `now` in milliseconds since 1970. */
export function checkLastUse(lastUse: number | undefined, now: number): readonly Finding[] {
  if (lastUse === undefined) return []
  const days = Math.max(0, Math.floor((now - lastUse) / dayMs))
  const found =
    days === 0 ? 'the session was used within a day' : `the session was last used ${days} day(s) ago`
  if (days < warnAfterDays) return [ok(about, found)]
  return [warning(about, found, `Start the bot: sessions unused for ${endsAfterDays} days may be ended`)]
}
