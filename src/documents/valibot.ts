import {
  getDotPath,
  never,
  objectWithRest,
  setGlobalConfig,
  setGlobalMessage,
  strictObject,
  union,
} from 'valibot'
import type { BaseIssue, GenericSchema, ObjectEntries, StrictObjectSchema, UnionSchema } from 'valibot'

export * from 'valibot'

// Of a value, the first thing that is wrong with it says enough.
setGlobalConfig({ abortPipeEarly: true })
// The library's own messages repeat what was found, which may be a secret or what somebody wrote.
setGlobalMessage(({ expected, input }) => {
  if (input === undefined) return 'missing'
  return `expected ${names[expected ?? ''] ?? expected ?? 'another form'}, found ${nameOf(input)}`
})

/** What people call the kinds of values. */
const names: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  Array: 'a list',
  Object: 'keys with values',
  object: 'keys with values',
}

function nameOf(input: unknown): string {
  if (typeof input === 'number') return String(input)
  if (input === null) return 'nothing'
  const kind = Array.isArray(input) ? 'Array' : typeof input
  return names[kind] ?? kind
}

const noList = never('expected keys with values, found a list')

/** Like `strictObject`, but takes no list for one, and names each unknown key, not only the first. */
export function mapping<const E extends ObjectEntries>(entries: E): StrictObjectSchema<E, undefined> {
  const naming = objectWithRest(entries, never('unknown key'))
  return {
    ...strictObject(entries),
    '~run': (dataset, config) => (Array.isArray(dataset.value) ? noList : naming)['~run'](dataset, config),
  }
}

/** All that was found wrong in one line, each with the path of its value. */
export function describeIssues(issues: readonly BaseIssue<unknown>[]): string {
  return issues.map((issue) => [getDotPath(issue) ?? [], issue.message].flat().join(': ')).join('; ')
}

/** A value of either form. Whether it is a mapping decides which, so that problems inside it are reported with their places. */
export function listOr<List extends GenericSchema, Other extends GenericSchema>(
  list: List,
  other: Other,
): UnionSchema<[List, Other], undefined> {
  return byKind(list, other, (value) => !isMapping(value))
}

const isMapping = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

/** As `listOr`, for a single text in place of a mapping. */
export function textOr<Text extends GenericSchema, Other extends GenericSchema>(
  text: Text,
  other: Other,
): UnionSchema<[Text, Other], undefined> {
  return byKind(text, other, (value) => !isMapping(value))
}

function byKind<First extends GenericSchema, Second extends GenericSchema>(
  first: First,
  second: Second,
  isFirst: (value: unknown) => boolean,
): UnionSchema<[First, Second], undefined> {
  return {
    ...union([first, second]),
    '~run': (dataset, config) => (isFirst(dataset.value) ? first : second)['~run'](dataset, config),
  }
}
