import type { QueryEvidence } from '../judgement.ts'
import type { ScoredMessage } from '../score.ts'
import { describe } from '../wrong-cases.ts'
import { html, join } from '../../../page/html.ts'
import type { Html } from '../../../page/html.ts'

/** The wrong cases to read, with selections by context, language and what was expected. */
export function renderCases(scored: readonly ScoredMessage[]): Html {
  const wrong = scored.filter(({ right }) => !right)
  return html`<h2>Wrong cases (${wrong.length})</h2>
    <div class="filters">
      ${renderFilter('context', ['dm', 'mention', 'room', 'forward'])}
      ${renderFilter('lang', ['de', 'en', 'mixed'])}
      ${renderFilter('expect', ['answer', 'decline', 'ignore'])}
    </div>
    ${join(wrong.map(renderCase))}`
}

function renderFilter(name: string, values: readonly string[]): Html {
  const options = values.map((value) => html`<option>${value}</option>`)
  return html`<select name="${name}" aria-label="${name}">
    <option value="">any ${name}</option>
    ${join(options)}
  </select>`
}

function renderCase({ message, judgement, needs, quotes }: ScoredMessage): Html {
  const wanted = needs.map(({ accepted, result }) => `${accepted.join('|')} ${result}`).join(', ')
  const wrong = quotes
    .filter(({ result }) => result !== 'right')
    .map(({ entry, result }) => `${result}: ${entry}`)
  return html`<article
    class="case"
    data-context="${message.context}"
    data-lang="${message.lang}"
    data-expect="${message.expect}"
  >
    <header>
      ${[message.id, message.context, message.lang, message.style ?? ''].filter(Boolean).join(' · ')}
    </header>
    <blockquote dir="auto">${message.text}</blockquote>
    <div class="wanted">expected ${message.expect} ${wanted}</div>
    <div class="got">got ${[describe(judgement), ...wrong].join('; ')}</div>
    <ul>
      ${join(judgement.evidence.map(renderEvidence))}
    </ul>
  </article>`
}

function renderEvidence({ query, decision, competitors }: QueryEvidence): Html {
  const shown = competitors.slice(0, 5).map(({ entry, score }) => `${entry} ${score.toFixed(2)}`)
  return html`<li><i>${query}</i> → ${[decision, shown.join(', ')].filter(Boolean).join(': ')}</li>`
}
