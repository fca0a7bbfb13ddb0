import { MatrixRequestError } from '../../matrix/client/request-error.ts'
import { BotClient } from '../../matrix/client/client.ts'
import type { Homeserver } from '../../matrix/client/client.ts'
import { arrayAt, stringAt } from '../../matrix/client/json.ts'
import { findAddressFault } from '../../matrix/session/homeserver-address.ts'
import { loginFlows, usesOAuth } from '../../matrix/session/login.ts'
import { ok, problem } from './finding.ts'
import type { Finding } from './finding.ts'

const about = 'homeserver'
const patienceMs = 10_000

/** Throws `MatrixRequestError` or `HomeserverAddressError` if it can't be reached, in which case nothing else can be asked of it. */
export async function checkReachable(homeserver: Homeserver): Promise<readonly Finding[]> {
  const client = new BotClient({ homeserver, timeoutMs: patienceMs })
  const answer: unknown = await client.getServerVersions().catch(async (error: unknown) => {
    throw (await findAddressFault(homeserver, error)) ?? error
  })
  const versions = arrayAt(answer, 'versions').filter((version) => typeof version === 'string')
  const newest = versions.at(-1)
  if (newest === undefined)
    return [problem(about, `${homeserver.url} names no version`, 'Correct homeserver.url')]
  return [ok(about, `${homeserver.url} is up; it speaks Matrix ${versions[0] ?? newest} to ${newest}`)]
}

export async function checkLoginFlows(homeserver: Homeserver): Promise<readonly Finding[]> {
  const flows = await loginFlows(homeserver)
  const oauth = await usesOAuth(homeserver)
  const offered = [...flows, ...(oauth ? ['OAuth (Matrix Authentication Service)'] : [])]
  if (offered.length === 0) {
    return [problem(about, 'it offers no login', 'Get an access token there, and set login.accessTokenFile')]
  }
  return [ok(about, `it offers as login: ${offered.join(', ')}`)]
}

/** Checks that it is the server of the account. Not all servers tell their name; then the login shows it. */
export async function checkServerName(homeserver: Homeserver, userId: string): Promise<readonly Finding[]> {
  const name = await serverName(homeserver)
  const expected = userId.slice(userId.indexOf(':') + 1)
  if (name === undefined) return []
  if (name === expected) return [ok(about, `it is the server of ${expected}`)]
  const advice = 'Correct homeserver.url or login.userId'
  return [problem(about, `it is the server of ${name}, and login.userId is at ${expected}`, advice)]
}

async function serverName(homeserver: Homeserver): Promise<string | undefined> {
  try {
    const path = '/_matrix/key/v2/server'
    const answer = await new BotClient({ homeserver, timeoutMs: patienceMs }).request({ method: 'GET', path })
    return stringAt(answer, 'server_name')
  } catch (error) {
    if (error instanceof MatrixRequestError) return undefined
    throw error
  }
}
