import { ConfigError } from '../config/config-error.ts'
import type { LoadedConfig } from '../config/load-config.ts'
import type { KnowledgeBase } from '../knowledge/types.ts'

/** A room or person bound to a notice that is not there would be answered by nothing. Throws `ConfigError`. */
export function checkNotices(
  { rooms, people, knowledge: { directory } }: Pick<LoadedConfig, 'rooms' | 'people' | 'knowledge'>,
  { notices }: KnowledgeBase,
): void {
  const known = new Set(notices.map(({ id }) => id))
  const unknown = Object.entries({ rooms, people }).flatMap(([key, bound]) =>
    Object.values(bound.notices)
      .flat()
      .filter((id) => !known.has(id))
      .map((id) => ({ path: `${key}.notices`, id })),
  )
  if (unknown.length === 0) return
  throw new ConfigError(
    unknown.map(({ path, id }) => ({
      ...{ file: directory, line: 1, column: 1, path },
      message: `no folder "${id}" with a notice; there is ${[...known].join(', ')}`,
    })),
  )
}
