import { readFile } from 'node:fs/promises'
import { renderDocument } from '../../../page/document.ts'
import { html, join as joinHtml } from '../../../page/html.ts'
import type { Html } from '../../../page/html.ts'
import { outcomes } from '../confusions.ts'
import type { Evaluation } from '../evaluation.ts'
import { figureNames, figureTitles, toPercent, wilsonInterval } from '../figures.ts'
import type { FigureName } from '../figures.ts'
import type { Group } from '../groups.ts'
import { formatShare } from '../table.ts'
import { renderCases } from './cases.ts'

/** Stands at the head of the page, so that it explains itself. */
export interface PageHeading {
  /** ISO 8601 date. */
  readonly date: string
  readonly files: readonly string[]
  readonly knowledge: string
  /** True if the wrong cases stand on it, with their texts. */
  readonly withCases: boolean
}

/** Writes the whole page as one file that needs nothing else. */
export async function renderPage(evaluation: Evaluation, heading: PageHeading): Promise<string> {
  const [css, charts] = await Promise.all([
    readFile(new URL('page.css', import.meta.url), 'utf8'),
    readFile(new URL('charts.js', import.meta.url), 'utf8'),
  ])
  return renderDocument({
    language: 'en',
    title: `Matching quality, ${heading.date}`,
    css,
    body: renderBody(evaluation, heading),
    data: chartData(evaluation),
    libraries: ['chart.js', 'chartjs-chart-matrix'],
    script: charts,
  })
}

function renderBody(evaluation: Evaluation, { date, files, knowledge, withCases }: PageHeading): Html {
  const [all] = evaluation.groups
  return html`<h1>Matching quality</h1>
    <p>${date} · ${evaluation.scored.length} messages of ${files.join(', ')} · folder ${knowledge}</p>
    <div class="tiles">${all ? joinHtml(figureNames.map((name) => renderTile(name, all))) : ''}</div>
    <h2>By language, context and file</h2>
    <p>Per cent, with the 95 % interval (Wilson).</p>
    <div class="scroll">${renderGroups(evaluation.groups)}</div>
    <h2>Risk and coverage</h2>
    <figure>
      <figcaption>
        If only the surest queries were answered: how many that would be, and how many of the answers would be
        wrong. The further to the lower right, the better the score separates right from wrong.
      </figcaption>
      <div class="chart"><canvas id="risk" role="img" aria-label="Risk-coverage curve"></canvas></div>
    </figure>
    <h2>Which entry came instead of which</h2>
    <figure>
      <figcaption>Rows: what was due; columns: what came. Green is right.</figcaption>
      <div class="scroll">
        <div class="map"><canvas id="map" role="img" aria-label="Confusion map of entries"></canvas></div>
      </div>
    </figure>
    ${withCases ? renderCases(evaluation.scored) : ''}`
}

function renderTile(name: FigureName, { figures }: Group): Html {
  const percent = toPercent(figures[name])
  const [low, high] = wilsonInterval(figures[name])
  const { part, whole } = figures[name]
  return html`<div class="tile">
    ${figureTitles[name]}
    <b>${percent === undefined ? '–' : `${percent.toFixed(1)} %`}</b>
    <small>${part}/${whole} · ${low.toFixed(0)}–${high.toFixed(0)} %</small>
  </div>`
}

function renderGroups(groups: readonly Group[]): Html {
  const head = figureNames.map((name) => html`<th scope="col">${figureTitles[name]}</th>`)
  const rows = groups.map(
    ({ name, messages, figures }) =>
      html`<tr>
        <td>${name}</td>
        <td>${messages}</td>
        ${joinHtml(figureNames.map((figure) => html`<td>${formatShare(figures[figure])}</td>`))}
      </tr>`,
  )
  return html`<table>
    <thead>
      <tr>
        <th scope="col">group</th>
        <th scope="col">messages</th>
        ${joinHtml(head)}
      </tr>
    </thead>
    <tbody>
      ${joinHtml(rows)}
    </tbody>
  </table>`
}

/** Only entries that occur get a row or a column, in the order of the knowledge, and the outcomes last. */
function chartData({ risk, confusions, entries }: Evaluation) {
  const order = [
    ...new Set([
      ...entries,
      ...confusions.map(({ expected }) => expected).filter(isNoOutcome),
      ...Object.values(outcomes),
    ]),
  ]
  const used = (key: 'expected' | 'given') =>
    order.filter((name) => confusions.some((one) => one[key] === name))
  return { risk, confusions, rows: used('expected'), columns: used('given') }
}

const isNoOutcome = (name: string) => !name.startsWith('(')
