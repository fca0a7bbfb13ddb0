import { html, join } from '../../page/html.ts'
import type { Html } from '../../page/html.ts'
import type { Tally } from '../insight.ts'
import { formatNumber, formatShare, toGerman } from './words.ts'

export interface ChartSection {
  /** Of the canvas; charts.js draws into it. */
  readonly id: string
  readonly title: string
  readonly caption: string
  /** Shown in the place of a chart that has no data. */
  readonly empty?: string | undefined
  /** The same numbers, for people who can't see the chart. */
  readonly table: Html
}

export function renderChart({ id, title, caption, empty, table }: ChartSection): Html {
  if (empty !== undefined) {
    return html`<h2>${title}</h2>
      <p>${empty}</p>`
  }
  return html`<h2>${title}</h2>
    <figure>
      <figcaption>${caption}</figcaption>
      <div class="chart"><canvas id="${id}" role="img" aria-label="${title}, auch als Tabelle"></canvas></div>
    </figure>
    <details>
      <summary>Als Tabelle</summary>
      <div class="scroll">${table}</div>
    </details>`
}

export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): Html {
  const cells = (row: readonly string[]) => row.map((cell) => html`<td>${cell}</td>`)
  return html`<table>
    <thead>
      <tr>
        ${join(head.map((cell) => html`<th scope="col">${cell}</th>`))}
      </tr>
    </thead>
    <tbody>
      ${join(
        rows.map(
          (row) =>
            html`<tr>
              ${join(cells(row))}
            </tr>`,
        ),
      )}
    </tbody>
  </table>`
}

/** A small list of numbers with their shares. */
export function renderTallies(title: string, tallies: readonly Tally[]): Html {
  const whole = tallies.reduce((sum, { number }) => sum + number, 0)
  const items = tallies.map(
    ({ subject, number }) =>
      html`<div>
        <dt>${toGerman(subject)}</dt>
        <dd>${formatNumber(number)} <small>${formatShare(number, whole)}</small></dd>
      </div>`,
  )
  return html`<section>
    <h3>${title}</h3>
    ${whole === 0 ? html`<p>Nichts gezählt.</p>` : html`<dl>${join(items)}</dl>`}
  </section>`
}
