import type { KnowledgeBase } from '../knowledge/types.ts'
import { formatTable } from './format-table.ts'
import type { Insight } from './insight.ts'
import { declineFigures } from './page/chart-data.ts'
import { formatDay, formatNumber, noTopic, toGerman } from './page/words.ts'

type Row = readonly (string | number)[]

/** The insight as tables for a terminal: what was asked for, and what stayed open. */
export function formatInsight(insight: Insight, knowledge: KnowledgeBase): string {
  const { days, outcomes, entries, declines, open } = insight
  const asked = entries.filter(({ answers, helpful, unhelpful }) => answers + helpful + unhelpful > 0)
  return [
    `Wonach gefragt wird, ${formatDay(days[0]?.day ?? '')} bis ${formatDay(days.at(-1)?.day ?? '')}`,
    section(
      'Was der Bot tat',
      ['', 'Nachrichten'],
      outcomes.map(({ subject, number }) => [toGerman(subject), number]),
    ),
    section(
      'Welche Auskünfte gegeben wurden',
      ['Thema', 'Auskünfte', 'hilfreich', 'nicht hilfreich'],
      asked.map(({ topic, answers, helpful, unhelpful }) => [topic, answers, helpful, unhelpful]),
    ),
    section(
      'Was der Hinweis nicht beantwortet',
      ['Was der Bot sagt', 'Anfragen'],
      declineFigures(declines, knowledge).map(({ sentence, number }) => [sentence, number]),
    ),
    section(
      'Gefragt, aber nicht beantwortet (nur mit statistics.gaps)',
      ['Nächstes Thema', 'Warum offen', 'Fragen'],
      open.map(({ topic = noTopic, reason, number }) => [topic, toGerman(reason), number]),
    ),
  ].join('\n\n')
}

function section(title: string, head: readonly string[], rows: readonly Row[]): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? formatNumber(cell) : cell)))
  return `${title}\n\n${rows.length === 0 ? 'Nichts gezählt.' : formatTable([head, ...cells])}`
}
