import { html, join } from '../../page/html.ts'
import type { Html } from '../../page/html.ts'
import { passagesOf } from '../coverage.ts'
import type { Insight } from '../insight.ts'
import { formatNumber, formatShare, responseTimeBuckets } from './words.ts'

/** Share of the answers that the tile about response times speaks of. */
const mostAnswers = 0.9

/** The figures that matter most. */
export function renderTiles(insight: Insight): Html {
  const { outcomes, entries, coverage } = insight
  const count = (outcome: string) => outcomes.find(({ subject }) => subject === outcome)?.number ?? 0
  const asked = count('answer') + count('suggest') + count('decline')
  const share = (part: number) => `${formatShare(part, asked)} der Anfragen`
  const helpful = entries.reduce((sum, entry) => sum + entry.helpful, 0)
  const rated = entries.reduce((sum, entry) => sum + entry.unhelpful, helpful)
  const passages = passagesOf(coverage)
  const unasked = passages.filter(({ answers }) => answers === 0)
  const tiles = [
    ['Auskünfte', formatNumber(count('answer')), share(count('answer'))],
    ['Rückfragen', formatNumber(count('suggest')), share(count('suggest'))],
    ['Nicht im Hinweis', formatNumber(count('decline')), share(count('decline'))],
    ['Hilfreich', formatShare(helpful, rated), `von ${formatNumber(rated)} Rückmeldungen`],
    ['Antwortzeit', usualTime(insight), `${formatShare(mostAnswers, 1)} der Antworten`],
    [
      'Nie gefragt',
      formatNumber(unasked.length),
      `von ${formatNumber(passages.length)} Sätzen des Hinweises`,
    ],
  ] as const
  return html`<div class="tiles">
    ${join(
      tiles.map(
        ([title, figure, note]) =>
          html`<div class="tile">${title} <b>${figure}</b> <small>${note}</small></div>`,
      ),
    )}
  </div>`
}

/** The bucket within which most answers were given. */
function usualTime({ responseTimes }: Insight): string {
  const whole = responseTimes.reduce((sum, { number }) => sum + number, 0)
  let sum = 0
  for (const { subject, label } of responseTimeBuckets) {
    sum += responseTimes.find((one) => one.subject === subject)?.number ?? 0
    if (whole > 0 && sum >= mostAnswers * whole) return label
  }
  return '–'
}
