import type { KnowledgeBase } from '../../knowledge/types.ts'
import type { Insight, OpenFigures, Tally } from '../insight.ts'
import { formatNumber, noTopic, responseTimeBuckets, toGerman } from './words.ts'

interface Bar {
  readonly label: string
  readonly number: number
  /** More about it, for the tooltip. */
  readonly note?: string
}

/** More than these make a chart hard to read; its table has them all. */
export const maxBars = 12

/** What charts.js draws. */
export function chartData(insight: Insight, knowledge: KnowledgeBase) {
  return {
    days: insight.days,
    entries: shorten(
      insight.entries
        .filter(({ answers }) => answers > 0)
        .map(({ topic, answers }) => ({ label: topic, number: answers })),
    ),
    feedback: insight.entries
      .filter(({ helpful, unhelpful }) => helpful + unhelpful > 0)
      .map(({ topic, helpful, unhelpful }) => ({ label: topic, helpful, unhelpful }))
      .slice(0, maxBars),
    declines: shorten(declineBars(insight.declines, knowledge)),
    open: shorten(openBars(insight.open)),
    responseTimes: responseTimeBuckets.map(({ subject, label }) => ({
      label,
      number: insight.responseTimes.find((one) => one.subject === subject)?.number ?? 0,
    })),
  }
}

/** The decline entries' ids are short; the sentence of each says what is meant. */
export function declineBars(declines: readonly Tally[], knowledge: KnowledgeBase): readonly Bar[] {
  const gaps = new Map(knowledge.declines.map(({ id, gap }) => [id, gap.de]))
  return declines.map(({ subject, number }) => {
    const note = gaps.get(subject)
    return { label: toGerman(subject), number, ...(note !== undefined && { note }) }
  })
}

/** One bar per nearest entry; its note splits the number up by reason. */
export function openBars(open: readonly OpenFigures[]): readonly Bar[] {
  const topics = Map.groupBy(open, ({ topic }) => topic ?? noTopic)
  return [...topics]
    .map(([label, figures]) => ({
      label,
      number: figures.reduce((sum, { number }) => sum + number, 0),
      note: figures.map(({ reason, number }) => `${toGerman(reason)}: ${formatNumber(number)}`).join(', '),
    }))
    .sort((a, b) => b.number - a.number)
}

const shorten = (bars: readonly Bar[]) => bars.slice(0, maxBars)
