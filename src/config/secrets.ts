import { readFileSync, statSync } from 'node:fs'
import { ConfigError } from './config-error.ts'
import { reasonOf } from '../documents/reason-of.ts'
import type { Environment } from './environment.ts'
import type { LoadedConfig } from './load-config.ts'

export type LoginSecrets =
  | { readonly kind: 'password'; readonly password: () => string }
  | { readonly kind: 'token'; readonly accessToken: () => string }
  | { readonly kind: 'stored' }

const othersMask = 0o077

/** Where the login's secret comes from. It is read each time it is needed, so a replaced file counts without a restart. */
export function loginSecrets({ login }: LoadedConfig, environment: Environment): LoginSecrets {
  const token = source(login.accessTokenFile, 'login.accessTokenFile', environment['HINWEISBOT_ACCESS_TOKEN'])
  if (token !== undefined) return { kind: 'token', accessToken: token }
  const password = source(login.passwordFile, 'login.passwordFile', environment['HINWEISBOT_PASSWORD'])
  return password === undefined ? { kind: 'stored' } : { kind: 'password', password }
}

/** True if the bot is to use a token that it is given, be it readable or not. */
export const isGivenToken = ({ login }: LoadedConfig, environment: Environment): boolean =>
  login.accessTokenFile !== undefined || (environment['HINWEISBOT_ACCESS_TOKEN'] ?? '') !== ''

function source(
  file: string | undefined,
  key: string,
  value: string | undefined,
): (() => string) | undefined {
  if (value !== undefined && value !== '') return () => value
  if (file === undefined) return undefined
  // Read once at the start, so that a missing file is known before anything begins.
  readSecret(file, key)
  return () => readSecret(file, key)
}

/** The file's first line. Throws `ConfigError` if it is missing, empty or open to other users of the machine. */
function readSecret(file: string, key: string): string {
  const fail = (message: string): never => {
    throw new ConfigError([{ file, line: 1, column: 1, path: key, message }])
  }
  try {
    const mode = statSync(file).mode
    if ((mode & othersMask) !== 0) {
      return fail(`is open to other users of this machine (mode ${(mode & 0o777).toString(8)}); chmod 600 it`)
    }
    const secret = readFileSync(file, 'utf8').split(/\r?\n/, 1)[0]?.trim() ?? ''
    return secret === '' ? fail('is empty; expected the secret in its first line') : secret
  } catch (error) {
    if (error instanceof ConfigError) throw error
    return fail(`cannot be read (${reasonOf(error)})`)
  }
}
