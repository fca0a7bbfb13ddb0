import { formatTable } from '../../report/format-table.ts'
import { figureNames, figureTitles, toPercent, wilsonInterval } from './figures.ts'
import type { Share } from './figures.ts'
import type { Group } from './groups.ts'

/** Figures per group as a Markdown table that also reads well on a terminal. */
export function formatGroups(groups: readonly Group[]): string {
  const head = ['group', 'messages', ...figureNames.map((name) => figureTitles[name])]
  const rows = groups.map(({ name, messages, figures }) => [
    name,
    String(messages),
    ...figureNames.map((figure) => formatShare(figures[figure])),
  ])
  return formatTable([head, ...rows])
}

/** `92.3 (88–95)`: per cent with its 95 % interval. */
export function formatShare(share: Share): string {
  const percent = toPercent(share)
  if (percent === undefined) return '–'
  const [low, high] = wilsonInterval(share)
  return `${percent.toFixed(1)} (${low.toFixed(0)}–${high.toFixed(0)})`
}
