import { figureNames, figureTitles, toPercent } from './figures.ts'
import type { FigureName } from './figures.ts'
import type { Group } from './groups.ts'

/** The least per cent that a figure of a group must reach. */
export interface Minimum {
  readonly group: string
  readonly figure: FigureName
  readonly percent: number
}

const isFigureName = (name: string): name is FigureName => figureNames.some((known) => known === name)

/** Reads `forward:hit=88`, or `hit=92` for all messages. */
export function parseMinimum(text: string): Minimum | undefined {
  const [, group = 'all', figure = '', percent = ''] =
    /^(?:([^:]+):)?([a-z]+)=(\d+(?:\.\d+)?)$/.exec(text) ?? []
  return isFigureName(figure) ? { group, figure, percent: Number(percent) } : undefined
}

/** A sentence per minimum that isn't reached. A group without messages can't reach one. */
export function findShortfalls(groups: readonly Group[], minima: readonly Minimum[]): string[] {
  return minima.flatMap(({ group, figure, percent }) => {
    const share = groups.find(({ name }) => name === group)?.figures[figure]
    const reached = share && toPercent(share)
    const title = `${figureTitles[figure]} (${group})`
    if (reached === undefined) return [`${title}: nothing to measure, at least ${percent} % wanted`]
    return reached >= percent ? [] : [`${title}: ${reached.toFixed(1)} %, at least ${percent} % wanted`]
  })
}
