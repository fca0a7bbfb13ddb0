import type { KnowledgeBase } from '../knowledge/types.ts'
import type { DailyCount } from '../storage/statistics.ts'
import { createInsight } from './insight.ts'
import type { Period } from './insight.ts'
import { renderPage } from './page/page.ts'
import { formatInsight } from './text.ts'

export interface CountSource {
  daily(since: number): readonly DailyCount[]
}

/** The insight page of a period, as one HTML text. */
export function createReport(
  statistics: CountSource,
  knowledge: KnowledgeBase,
  period: Period,
): Promise<string> {
  return renderPage(createInsight(statistics.daily(period.from), knowledge, period), knowledge)
}

/** The same for a terminal. */
export const createTextReport = (statistics: CountSource, knowledge: KnowledgeBase, period: Period): string =>
  formatInsight(createInsight(statistics.daily(period.from), knowledge, period), knowledge)
