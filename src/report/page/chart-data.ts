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

/** The data that charts.js draws. */
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
    declines: shorten(declineBars(declineFigures(insight.declines, knowledge))),
    open: shorten(openBars(insight.open)),
    responseTimes: responseTimeBuckets.map(({ subject, label }) => ({
      label,
      number: insight.responseTimes.find((one) => one.subject === subject)?.number ?? 0,
    })),
  }
}

export interface DeclineFigures {
  readonly id: string
  /** The bot's sentence for this entry; its id if the entry is gone. */
  readonly sentence: string
  readonly number: number
}

/** Ids are for those who write the knowledge; what an entry means is told by its sentence. */
export function declineFigures(
  declines: readonly Tally[],
  knowledge: KnowledgeBase,
): readonly DeclineFigures[] {
  const gaps = new Map(knowledge.declines.map(({ id, sentence }) => [id, sentence.de]))
  return declines.map(({ subject, number }) => {
    const name = toGerman(subject)
    return { id: name, sentence: gaps.get(subject) ?? name, number }
  })
}

const maxLabelLength = 60

/** One bar per decline entry; its note has the whole sentence and the id. */
export function declineBars(figures: readonly DeclineFigures[]): readonly Bar[] {
  return figures.map(({ id, sentence, number }) => ({
    label: beginningOf(sentence),
    number,
    ...(sentence !== id && { note: `${sentence} (${id})` }),
  }))
}

/** The whole words that fit. */
function beginningOf(sentence: string): string {
  if (sentence.length <= maxLabelLength) return sentence
  const end = sentence.lastIndexOf(' ', maxLabelLength)
  return `${sentence.slice(0, end === -1 ? maxLabelLength : end)} …`
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
