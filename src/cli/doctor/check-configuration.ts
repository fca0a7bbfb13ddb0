import { homeserverFetch } from '../../app/homeserver-fetch.ts'
import { loadPicture } from '../../app/load-picture.ts'
import { ConfigError } from '../../config/config-error.ts'
import { doubtsAbout } from '../../config/doubts.ts'
import type { Environment } from '../../config/environment.ts'
import { loadConfig } from '../../config/load-config.ts'
import type { LoadedConfig } from '../../config/load-config.ts'
import { loginSecrets } from '../../config/secrets.ts'
import type { LoginSecrets } from '../../config/secrets.ts'
import type { Fetch } from '../../matrix/client/transport.ts'
import { formatIssue } from '../../documents/issue.ts'
import { ok, problem, warning } from './finding.ts'
import type { Finding } from './finding.ts'

export interface Configuration {
  readonly findings: readonly Finding[]
  /** Undefined if it can't be used. */
  readonly config: LoadedConfig | undefined
}

const about = 'configuration'

export function checkConfiguration(file: string, environment: Environment): Configuration {
  try {
    const config = loadConfig({ file, environment })
    return {
      config,
      findings: [ok(about, `${file} is valid`), ...checkAccess(config), ...checkDoubts(config)],
    }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return { config: undefined, findings: toFindings(about, error) }
  }
}

function checkAccess({ access }: LoadedConfig): readonly Finding[] {
  if (access.inviters.length > 0 || access.rooms.length > 0) return []
  return [
    warning(about, 'nobody may invite the bot', 'Name people in access.inviters or rooms in access.rooms'),
  ]
}

const checkDoubts = (config: LoadedConfig): readonly Finding[] =>
  doubtsAbout(config).map(({ found, advice }) => warning(about, found, advice))

export interface Secrets {
  readonly findings: readonly Finding[]
  /** Undefined if they can't be used. */
  readonly secrets: LoginSecrets | undefined
}

/** Checks that the bot's user, and nobody else, can read the login's secret. */
export function checkSecrets(config: LoadedConfig, environment: Environment): Secrets {
  try {
    const secrets = loginSecrets(config, environment)
    return { secrets, findings: [ok('secrets', describe(secrets))] }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return { secrets: undefined, findings: toFindings('secrets', error) }
  }
}

export interface Certificates {
  readonly findings: readonly Finding[]
  /** The way to the homeserver; undefined if its certificates can't be used. */
  readonly fetch: Fetch | undefined
}

/** Checks that the certificates of `homeserver.caFile` can be used. */
export function checkCertificates(config: LoadedConfig): Certificates {
  try {
    return { fetch: homeserverFetch(config), findings: [] }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return { fetch: undefined, findings: toFindings('certificates', error) }
  }
}

/** Checks that the bot's picture can be used. */
export const checkPicture = ({ avatar }: LoadedConfig): readonly Finding[] =>
  complaintsOf('avatar', () => loadPicture(avatar))

function describe({ kind }: LoginSecrets): string {
  switch (kind) {
    case 'password':
      return 'there is a password, closed to others'
    case 'token':
      return 'there is an access token, closed to others'
    case 'stored':
      return 'none is named, so the bot uses the session that npm run login has stored'
  }
}

/** Makes a check of the start's, which throws `ConfigError`, and returns what it complains of. */
export function complaintsOf(what: string, check: () => unknown): readonly Finding[] {
  try {
    check()
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return toFindings(what, error)
  }
}

const toFindings = (what: string, { issues, hint }: ConfigError): readonly Finding[] =>
  issues.map((issue) => problem(what, formatIssue(issue), hint))
