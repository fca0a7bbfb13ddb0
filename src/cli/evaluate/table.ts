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

/** A Markdown table; the first row is the head, the first column is aligned to the left and the others to the right. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows
  const widths = head.map((_, column) => Math.max(3, ...rows.map((row) => (row[column] ?? '').length)))
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, i) => (i === 0 ? (row[i] ?? '').padEnd(width) : (row[i] ?? '').padStart(width))).join(' | ')} |`
  const rule = `| ${widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [line(head), rule, ...body.map(line)].join('\n')
}
