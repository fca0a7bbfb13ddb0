import type * as v from '../documents/valibot.ts'
import { configSchema } from './schema.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** An environment variable that stands for a key of config.yaml. */
export interface Override {
  readonly variable: string
  readonly path: readonly string[]
  readonly value: unknown
}

interface Leaf {
  readonly path: readonly string[]
  readonly type: string
}

const prefix = 'HINWEISBOT_'

/** Names that begin with the prefix and stand for no key. */
const reserved: ReadonlySet<string> = new Set([
  'HINWEISBOT_CONFIG',
  'HINWEISBOT_PASSWORD',
  'HINWEISBOT_ACCESS_TOKEN',
  'HINWEISBOT_RECOVERY_KEY',
])

/**
 * True for a variable that Kubernetes sets in containers beside a Service called “hinweisbot”. Its `HINWEISBOT_PORT` is a URL; a mere
 * number there is somebody's mistake, and is complained of.
 */
const isOfKubernetes = (name: string, value: string | undefined) =>
  name === 'HINWEISBOT_PORT'
    ? value?.includes('://') === true
    : /^HINWEISBOT_(SERVICE_(HOST|PORT(_\w+)?)|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$/.test(name)

/** `login.userId` is `HINWEISBOT_LOGIN_USER_ID`. */
export function variableFor(path: readonly string[]): string {
  return prefix + path.map((key) => key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()).join('_')
}

/** The keys that the environment sets, and its variables that look like keys and are none. */
export function readOverrides(environment: Environment): {
  readonly overrides: readonly Override[]
  readonly unknown: readonly string[]
} {
  const leaves = new Map(configLeaves().map((leaf) => [variableFor(leaf.path), leaf]))
  const names = Object.entries(environment)
    .filter(([name, value]) => name.startsWith(prefix) && !reserved.has(name) && !isOfKubernetes(name, value))
    .map(([name]) => name)
  return {
    overrides: names.flatMap((variable) => {
      const leaf = leaves.get(variable)
      const text = environment[variable]
      return leaf === undefined || text === undefined
        ? []
        : [{ variable, path: leaf.path, value: parseValue(text, leaf.type) }]
    }),
    unknown: names.filter((name) => !leaves.has(name)),
  }
}

/** Every key that holds a value, as the schema has it. */
export function configLeaves(): readonly Leaf[] {
  return leavesOf(configSchema, [])
}

function leavesOf(schema: v.GenericSchema, path: readonly string[]): readonly Leaf[] {
  if (isOptional(schema)) return leavesOf(schema.wrapped, path)
  if (!isMapping(schema)) return [{ path, type: schema.type }]
  return Object.entries(schema.entries).flatMap(([key, inner]) => leavesOf(inner, [...path, key]))
}

const isOptional = (schema: v.GenericSchema): schema is v.OptionalSchema<v.GenericSchema, unknown> =>
  schema.type === 'optional'

const isMapping = (
  schema: v.GenericSchema,
): schema is v.StrictObjectSchema<Record<string, v.GenericSchema>, undefined> =>
  schema.type === 'strict_object'

/** Lists are separated by commas. What is no number is left to the schema to complain about. */
function parseValue(text: string, type: string): unknown {
  switch (type) {
    case 'array':
      return text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '')
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text
    default:
      return text
  }
}
