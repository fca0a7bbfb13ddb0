import { html, join } from '../../page/html.ts'
import type { Html } from '../../page/html.ts'
import { passagesOf } from '../coverage.ts'
import type { PassageCoverage, SectionCoverage } from '../coverage.ts'
import type { Insight } from '../insight.ts'
import { formatNumber } from './words.ts'

/** Strengths of the shade behind a sentence. */
const shades = 4

/** The notices themselves, each sentence marked by how often it was quoted. */
export function renderCoverage({ coverage }: Insight): Html {
  const most = Math.max(1, ...passagesOf(coverage).map(({ answers }) => answers))
  return html`<h2>Abdeckung des Hinweises</h2>
    <p>
      Die Zahl hinter jedem Satz sagt, wie oft er zitiert wurde; je öfter, desto kräftiger ist er hinterlegt.
      <span class="unasked">Gestrichelt unterstrichen</span> ist, wonach nie gefragt wurde.
    </p>
    ${join(
      coverage.map(
        ({ title, sections }) =>
          html`<article class="notice">
            <h3>${title}</h3>
            ${join(sections.map((section) => renderSection(section, most)))}
          </article>`,
      ),
    )}`
}

function renderSection({ title, paragraphs }: SectionCoverage, most: number): Html {
  return html`${title === undefined ? '' : html`<h4>${title}</h4>`}
  ${join(
    paragraphs.map(
      (passages) => html`<p>${join(passages.map((passage) => renderPassage(passage, most)))}</p>`,
    ),
  )}`
}

function renderPassage({ text, entries, answers }: PassageCoverage, most: number): Html {
  if (entries === 0) return html`<span class="unasked">${text}</span> <sup>ohne Eintrag</sup>`
  if (answers === 0) return html`<span class="unasked">${text}</span> <sup>0</sup>`
  // By the square root, or one favourite would leave all others pale.
  const shade = Math.ceil(shades * Math.sqrt(answers / most))
  return html`<mark class="shade-${shade}">${text}</mark> <sup>${formatNumber(answers)}</sup>`
}
