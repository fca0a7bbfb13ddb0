import type { Consideration } from '../core/consider.ts'
import type { Decision } from '../matching/decide.ts'
import type { Hit } from '../matching/match.ts'

/** How many hits of each query are shown. */
const shownHits = 5

/** Why an utterance was decided as it was: its queries, the evidence for the best entries, and the decisions. */
export function explain(considered: readonly Consideration[]): string {
  return considered.map(explainQuery).join('\n\n')
}

function explainQuery({ query, matched, match, decision }: Consideration): string {
  return [
    `query       ${query.text}${query.isQuestion ? '' : '  (no question; the whole message)'}`,
    ...(matched === query.text ? [] : [`with story  ${matched}`]),
    `unknown     ${match.unknownWords.join(' ') || '–'} (${percent(match.unknown)} of the content words)`,
    'score  class  similar  tokens  entry',
    ...match.hits.slice(0, shownHits).map(explainHit),
    `${percent(match.none)}                          none of them`,
    `decision    ${explainDecision(decision)}`,
  ].join('\n')
}

function explainHit({ score, evidence, target, question }: Hit): string {
  const { classifier, similarity, tokens } = evidence
  const name = target.kind === 'decline' ? `${target.entry.id} (decline)` : target.entry.id
  return `${percent(score)}  ${percent(Math.exp(classifier))}  ${percent(similarity)}    ${percent(tokens)}   ${name}: ${question}`
}

function explainDecision(decision: Decision): string {
  switch (decision.kind) {
    case 'match':
      return `match: ${decision.entry.id} (${percent(decision.score)})`
    case 'ambiguous':
      return `ambiguous: ${decision.entries.map(({ id }) => id).join(', ')}`
    case 'abstention':
      return `abstention${decision.gap ? `: ${decision.gap.id}` : ': no entry is certain enough'}`
  }
}

const percent = (share: number) => `${(share * 100).toFixed(0).padStart(3)} %`
