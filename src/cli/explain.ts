import type { JudgedQuery } from '../core/judge-queries.ts'
import type { Decision } from '../matching/decide.ts'
import { noticeProbability } from '../matching/match.ts'
import type { Hit, NoticeMatch } from '../matching/match.ts'

/** How many hits of each notice are shown. */
const shownHits = 5

/** Why an utterance was decided as it was: its queries, the evidence for the best entries, and the decisions. */
export function explain(considered: readonly JudgedQuery[]): string {
  return considered.map(explainQuery).join('\n\n')
}

function explainQuery({ query, matched, match, decision, isDoubted }: JudgedQuery): string {
  return [
    `query       ${query.text}${query.isQuestion ? '' : '  (no question; the whole message)'}`,
    ...(matched === query.text ? [] : [`with story  ${matched}`]),
    ...match.flatMap(explainNotice),
    ...(isDoubted
      ? ['doubted     the rest of the message leads elsewhere, so an only answer must be all but certain']
      : []),
    `decision    ${explainDecision(decision)}`,
  ].join('\n')
}

function explainNotice(match: NoticeMatch): string[] {
  const { notice, hits, none, unknown, unknownWords } = match
  return [
    `notice      ${notice} (${percent(noticeProbability(match)).trim()})`,
    `unknown     ${unknownWords.join(' ') || '–'} (${percent(unknown)} of the content words)`,
    'score  class  similar  tokens  covered  passage  meaning  entry',
    ...hits.slice(0, shownHits).map(explainHit),
    `${percent(none)}                                                     none of them`,
  ]
}

function explainHit({ score, evidence, target, question }: Hit): string {
  const { classifier, similarity, tokens, coverage, passage, meaning } = evidence
  const shares = [Math.exp(classifier), similarity, tokens, coverage, passage, Math.exp(meaning)].map(percent)
  const name = target.kind === 'decline' ? `${target.entry.id} (decline)` : target.entry.id
  return `${percent(score)}  ${shares.join('   ')}    ${name}: ${question}`
}

function explainDecision(decision: Decision): string {
  switch (decision.kind) {
    case 'match':
      return `match: ${decision.entry.id} (${percent(decision.score)})`
    case 'ambiguous':
      return `nearest: ${decision.entries.map(({ id }) => id).join(', ')}`
    case 'abstention':
      return `abstention${decision.decline ? `: ${decision.decline.id}` : ': no entry is certain enough'}`
  }
}

const percent = (share: number) => `${(share * 100).toFixed(0).padStart(3)} %`
