import { readFileSync } from 'node:fs'
import path from 'node:path'
import * as v from '../documents/valibot.ts'
import { decodeText, notUtf8 } from '../documents/read-text.ts'
import { parseDocument, toIssues } from '../documents/parse-document.ts'
import type { ParsedDocument } from '../documents/parse-document.ts'
import { ConfigError } from './config-error.ts'
import { reasonOf } from '../documents/reason-of.ts'
import { closest, withProbableKey } from './probable-key.ts'
import { configLeaves, readOverrides, variableFor } from './environment.ts'
import type { Environment, Override } from './environment.ts'
import { configSchema } from './schema.ts'
import type { Config } from './schema.ts'

export type LoadedConfig = Readonly<Config>

export interface ConfigSource {
  /** Path of config.yaml; relative paths in it start from its directory. */
  readonly file: string
  readonly environment: Environment
}

/** Reads the file, lets the environment override single keys, checks everything and freezes it. Throws `ConfigError`. */
export function loadConfig({ file, environment }: ConfigSource): LoadedConfig {
  const document = parseRaw(file)
  const { overrides, unknown } = readOverrides(environment)
  if (unknown.length > 0)
    throw new ConfigError(unknown.map((name) => variableIssue(name, unknownVariable(name))))
  const raw = overrides.reduce<unknown>(
    (value, { path: keys, value: leaf }) => withLeaf(value, keys, leaf),
    withNeededSections(withoutEmptyKeys(document.value)),
  )
  const checked = v.safeParse(configSchema, raw)
  if (!checked.success) throw new ConfigError(locate(file, document, overrides, checked.issues))
  return deepFreeze(withAbsolutePaths(checked.output, path.dirname(path.resolve(file))))
}

function parseRaw(file: string): ParsedDocument<unknown> {
  const result = parseDocument({ file, text: readText(file) }, v.unknown())
  if (!result.ok) throw new ConfigError(result.issues)
  return result.document
}

function readText(file: string): string {
  const fail = (message: string): never => {
    throw new ConfigError([{ file, line: 1, column: 1, path: '', message }])
  }
  return decodeText(readBytes(file, fail)) ?? fail(notUtf8)
}

function readBytes(file: string, fail: (message: string) => never): Uint8Array {
  try {
    return readFileSync(file)
  } catch (error) {
    return fail(
      `cannot be read (${reasonOf(error)}); copy config.example.yaml, or name another file with --config`,
    )
  }
}

function locate(
  file: string,
  document: ParsedDocument<unknown>,
  overrides: readonly Override[],
  found: readonly v.BaseIssue<unknown>[],
) {
  return toIssues(file, document.locate, found)
    .map(withProbableKey)
    .map((issue) => {
      const override = overrides.find(({ path: keys }) => issue.path.startsWith(keys.join('.')))
      return override === undefined ? issue : variableIssue(override.variable, issue.message)
    })
}

function unknownVariable(name: string): string {
  const probable = closest(
    name,
    configLeaves().map(({ path: keys }) => variableFor(keys)),
  )
  return probable === undefined ? 'unknown variable' : `unknown variable; did you mean ${probable}?`
}

function variableIssue(variable: string, message: string) {
  return { file: 'environment', line: 1, column: 1, path: variable, message }
}

function withLeaf(value: unknown, [key, ...rest]: readonly string[], leaf: unknown): unknown {
  if (key === undefined) return leaf
  const object: Readonly<Record<string, unknown>> = isObject(value) ? value : {}
  return { ...object, [key]: withLeaf(object[key], rest, leaf) }
}

/** A key below which everything is commented out reads as null, and is meant as absent. */
function withoutEmptyKeys(value: unknown): unknown {
  if (!isObject(value)) return value
  const given = Object.entries(value).filter(([, inner]) => inner !== null)
  return Object.fromEntries(given.map(([key, inner]) => [key, withoutEmptyKeys(inner)]))
}

/** Without them there is no bot. Where they are missing, their keys are what is told of. */
const withNeededSections = (value: unknown): unknown =>
  isObject(value) ? { homeserver: {}, login: {}, ...value } : value

function withAbsolutePaths(config: Config, base: string): Config {
  const { passwordFile, accessTokenFile, ...login } = config.login
  const { passphraseFile, recoveryKeyFile, ...encryption } = config.encryption
  const { caFile, ...homeserver } = config.homeserver
  const absolute = (target: string) => path.resolve(base, target)
  return {
    ...config,
    avatar: ['own', 'none'].includes(config.avatar) ? config.avatar : absolute(config.avatar),
    homeserver: { ...homeserver, ...(caFile !== undefined && { caFile: absolute(caFile) }) },
    login: {
      ...login,
      ...(passwordFile !== undefined && { passwordFile: absolute(passwordFile) }),
      ...(accessTokenFile !== undefined && { accessTokenFile: absolute(accessTokenFile) }),
    },
    encryption: {
      ...encryption,
      ...(passphraseFile !== undefined && { passphraseFile: absolute(passphraseFile) }),
      ...(recoveryKeyFile !== undefined && { recoveryKeyFile: absolute(recoveryKeyFile) }),
    },
    state: { directory: absolute(config.state.directory) },
    knowledge: { ...config.knowledge, directory: absolute(config.knowledge.directory) },
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(deepFreeze)
  }
  return value
}
