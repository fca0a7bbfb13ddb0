import { readFile } from 'node:fs/promises'
import type { KnowledgeBase } from '../../knowledge/types.ts'
import { renderDocument } from '../../page/document.ts'
import { html, join } from '../../page/html.ts'
import type { Html } from '../../page/html.ts'
import type { Insight } from '../insight.ts'
import { chartData } from './chart-data.ts'
import { renderCharts } from './charts.ts'
import { renderCoverage } from './coverage.ts'
import { renderTallies } from './figures.ts'
import { renderTiles } from './tiles.ts'
import { formatDay } from './words.ts'

/** Writes the insight page as one file that needs nothing else. */
export async function renderPage(insight: Insight, knowledge: KnowledgeBase): Promise<string> {
  const [css, script] = await Promise.all([
    readFile(new URL('page.css', import.meta.url), 'utf8'),
    readFile(new URL('charts.js', import.meta.url), 'utf8'),
  ])
  return renderDocument({
    language: 'de',
    title: 'Hinweisbot: Wonach gefragt wird',
    css,
    body: renderBody(insight, knowledge),
    data: chartData(insight, knowledge),
    libraries: ['chart.js'],
    script,
  })
}

function renderBody(insight: Insight, knowledge: KnowledgeBase): Html {
  const first = insight.days[0]?.day ?? ''
  const last = insight.days.at(-1)?.day ?? ''
  const counted = insight.outcomes.length > 0
  return html`<main>
    <h1>Wonach gefragt wird</h1>
    <p>
      ${formatDay(first)} bis ${formatDay(last)}. Gezählt wird je Tag (UTC), wie oft etwas vorkam; wer was wo
      geschrieben hat, wird nicht aufbewahrt.
    </p>
    ${
      counted
        ? join([renderTiles(insight), ...renderCharts(insight, knowledge), renderManner(insight)])
        : html`<p class="empty">In diesem Zeitraum wurde noch nichts gezählt.</p>`
    }
    ${renderCoverage(insight)}
  </main>`
}

function renderManner({ addressings, languages, ignored }: Insight): Html {
  return html`<h2>Wie gefragt wird</h2>
    <div class="tallies">
      ${renderTallies('Weg zum Bot', addressings)} ${renderTallies('Sprache', languages)}
      ${renderTallies('Warum der Bot schwieg', ignored)}
    </div>`
}
