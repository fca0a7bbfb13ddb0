import { figureNames, figureTitles, isMistake, toPercent } from './figures.ts'
import type { FigureName } from './figures.ts'
import type { Group } from './groups.ts'

/** The least per cent that a figure of a group must reach, or the most that it may where less is better. */
export interface Limit {
  readonly group: string
  readonly figure: FigureName
  readonly percent: number
}

const isFigureName = (name: string): name is FigureName => figureNames.some((known) => known === name)

/** Reads `forward:hit=88`, or `hit=92` for all messages. */
export function parseLimit(text: string): Limit | undefined {
  const [, group = 'all', figure = '', percent = ''] =
    /^(?:([^:]+):)?([a-z]+)=(\d+(?:\.\d+)?)$/.exec(text) ?? []
  return isFigureName(figure) ? { group, figure, percent: Number(percent) } : undefined
}

/** A sentence per limit that isn't kept. A group without messages can't keep one. */
export function findShortfalls(groups: readonly Group[], limits: readonly Limit[]): string[] {
  return limits.flatMap(({ group, figure, percent }) => {
    const share = groups.find(({ name }) => name === group)?.figures[figure]
    const reached = share && toPercent(share)
    const title = `${figureTitles[figure]} (${group})`
    const wanted = `at ${isMistake(figure) ? 'most' : 'least'} ${percent} % wanted`
    if (reached === undefined) return [`${title}: nothing to measure, ${wanted}`]
    const isKept = isMistake(figure) ? reached <= percent : reached >= percent
    return isKept ? [] : [`${title}: ${reached.toFixed(1)} %, ${wanted}`]
  })
}
