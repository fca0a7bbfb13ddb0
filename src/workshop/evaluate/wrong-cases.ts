import type { Judgement, QueryEvidence } from './judgement.ts'
import type { ScoredMessage } from './score.ts'

/** How many competing entries a wrong case shows. */
const shownCompetitors = 4

/** One wrong case for people to read: what was said, what should have come, what came, and which entries competed. */
export function formatWrongCase({ message, judgement, needs, quotes }: ScoredMessage): string {
  const wanted = needs.map(({ accepted, result }) => `${accepted.join('|')} ${result}`).join(', ')
  const wrong = quotes.filter(({ result }) => result !== 'right')
  return [
    `${message.id} (${message.context}, ${message.lang}): expected ${message.expect}${wanted && `: ${wanted}`}`,
    `  said: ${oneLine(message.text)}`,
    `  got:  ${describe(judgement)}`,
    ...wrong.map(
      ({ entry, result, sentences }) => `  ${result}: ${entry} quotes ${sentences.join(', ') || 'nothing'}`,
    ),
    ...judgement.evidence.map(formatEvidence),
  ].join('\n')
}

export function describe({ action, answers, suggestions }: Judgement): string {
  const given = [...answers, ...suggestions].map(({ entry, score }) =>
    score === undefined ? entry : `${entry} ${score.toFixed(2)}`,
  )
  return [action, ...given].join(' · ')
}

function formatEvidence({ query, decision, competitors }: QueryEvidence): string {
  const shown = competitors
    .slice(0, shownCompetitors)
    .map(({ entry, score }) => `${entry} ${score.toFixed(2)}`)
  return `  query: ${oneLine(query)} → ${decision}${shown.length > 0 ? `\n         ${shown.join(', ')}` : ''}`
}

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ⏎ ').trim()

/** The same for programs, with everything that is known about the case. */
export function toWrongCaseRecord({ message, judgement, needs, quotes }: ScoredMessage) {
  return { type: 'case', ...message, needs, quotes, ...judgement }
}
