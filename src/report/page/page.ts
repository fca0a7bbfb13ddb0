import { readFile } from 'node:fs/promises'
import type { KnowledgeBase } from '../../knowledge/types.ts'
import { renderDocument } from '../../page/document.ts'
import { html, join } from '../../page/html.ts'
import type { Html } from '../../page/html.ts'
import type { Insight } from '../insight.ts'
import { chartData, declineFigures, maxBars, openBars } from './chart-data.ts'
import { renderCoverage } from './coverage.ts'
import { renderChart, renderTable, renderTallies } from './figures.ts'
import { renderTiles } from './tiles.ts'
import { formatDay, formatNumber, noTopic, toGerman } from './words.ts'

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

function renderCharts(insight: Insight, knowledge: KnowledgeBase): readonly Html[] {
  const { days, entries, declines, open } = insight
  const asked = entries.filter(({ answers }) => answers > 0)
  const rated = entries.filter(({ helpful, unhelpful }) => helpful + unhelpful > 0)
  return [
    renderChart({
      id: 'days',
      title: 'Anfragen pro Tag',
      caption: 'Anfragen, auf die der Bot etwas geantwortet hat.',
      table: renderTable(
        ['Tag', 'Auskünfte', 'Rückfragen', 'nicht im Hinweis'],
        days.map((day) => [day.day, ...[day.answers, day.suggestions, day.declines].map(formatNumber)]),
      ),
    }),
    renderChart({
      id: 'entries',
      title: 'Welche Auskünfte gegeben wurden',
      caption: `Wie oft jeder Eintrag zitiert wurde.${onlyMost(asked.length)}`,
      table: renderTable(
        ['Thema', 'Eintrag', 'Auskünfte'],
        entries.map(({ topic, id, answers }) => [topic, id, formatNumber(answers)]),
      ),
    }),
    renderChart({
      id: 'feedback',
      title: 'Rückmeldungen',
      caption: 'Wie oft eine Auskunft mit Daumen hoch oder Daumen runter bewertet wurde.',
      empty: rated.length === 0 ? 'Es gab noch keine Rückmeldung.' : undefined,
      table: renderTable(
        ['Thema', 'hilfreich', 'nicht hilfreich'],
        rated.map(({ topic, helpful, unhelpful }) => [topic, formatNumber(helpful), formatNumber(unhelpful)]),
      ),
    }),
    renderChart({
      id: 'declines',
      title: 'Was der Hinweis nicht beantwortet',
      caption: `Wonach gefragt wurde, ohne dass der Hinweis etwas dazu sagt.${onlyMost(declines.length)}`,
      empty: declines.length === 0 ? 'Alles stand im Hinweis.' : undefined,
      table: renderTable(
        ['Was der Bot sagt', 'Eintrag', 'Anfragen'],
        declineFigures(declines, knowledge).map(({ id, sentence, number }) => [
          ...[sentence, id],
          formatNumber(number),
        ]),
      ),
    }),
    renderChart({
      id: 'open',
      title: 'Gefragt, aber nicht beantwortet',
      caption: `Welchem Thema die Fragen an den Bot am nächsten kamen, die offen blieben: Hinweise darauf, wo Einträge oder Beispielfragen fehlen.${onlyMost(openBars(open).length)}`,
      empty:
        open.length === 0
          ? 'Nichts gezählt. Gezählt wird nur mit der Einstellung statistics.gaps.'
          : undefined,
      table: renderTable(
        ['Nächstes Thema', 'Eintrag', 'Warum offen', 'Fragen'],
        open.map(({ topic = noTopic, nearest, reason, number }) => [
          ...[topic, nearest, toGerman(reason)],
          formatNumber(number),
        ]),
      ),
    }),
    renderChart({
      id: 'responseTimes',
      title: 'Antwortzeiten',
      caption: 'Vom Eingang der Frage beim Homeserver, bis die Antwort bereitstand.',
      table: renderTable(
        ['Zeit', 'Antworten'],
        chartData(insight, knowledge).responseTimes.map(({ label, number }) => [label, formatNumber(number)]),
      ),
    }),
  ]
}

const onlyMost = (number: number) =>
  number > maxBars ? ` Gezeigt sind die ${maxBars} häufigsten; alle stehen in der Tabelle.` : ''

function renderManner({ addressings, languages, ignored }: Insight): Html {
  return html`<h2>Wie gefragt wird</h2>
    <div class="tallies">
      ${renderTallies('Weg zum Bot', addressings)} ${renderTallies('Sprache', languages)}
      ${renderTallies('Warum der Bot schwieg', ignored)}
    </div>`
}
