import { getDotPath, never, objectWithRest, setGlobalConfig, setGlobalMessage, strictObject } from 'valibot'
import type { BaseIssue, ObjectEntries, StrictObjectSchema } from 'valibot'

export * from 'valibot'

// Of a value, the first thing that is wrong with it says enough.
setGlobalConfig({ abortPipeEarly: true })
// The library's own messages repeat what was found, which may be a secret or what somebody wrote.
setGlobalMessage(({ expected, input }) => {
  if (input === undefined) return 'missing'
  return `expected ${expected ?? 'another form'}, found ${nameOf(input)}`
})

function nameOf(input: unknown): string {
  if (typeof input === 'number') return String(input)
  if (input === null) return 'null'
  return Array.isArray(input) ? 'Array' : typeof input
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
