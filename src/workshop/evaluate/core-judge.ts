import type { JudgedOutcome, JudgingCore } from '../../core/core.ts'
import { allHits } from '../../matching/match.ts'
import type { Outcome } from '../../replies/types.ts'
import type { Utterance } from '../../core/utterance.ts'
import type { FaqEntry } from '../../knowledge/types.ts'
import { addressings, quoteOf } from '../../cli/ask-jsonl.ts'
import type { GivenQuote, Judge, Judgement, QueryEvidence } from './judgement.ts'

/** How many competing entries are kept per query. */
const keptCompetitors = 6

/** Measures the bot's core as people meet it, with what it weighed as evidence. */
export function createCoreJudge(core: JudgingCore): Judge {
  return {
    judge({ text, context }) {
      const utterance: Utterance = { text, addressing: addressings[context] }
      const outcome = core.respond(utterance)
      return { ...toJudgement(outcome), evidence: toEvidence(utterance, outcome) }
    },
  }
}

function toJudgement(outcome: Outcome): Omit<Judgement, 'evidence'> {
  const nothing = { answers: [], suggestions: [] }
  switch (outcome.kind) {
    case 'answer':
      return {
        action: 'answer',
        answers: outcome.answers.map(({ entry, score }) => ({ ...toQuote(entry), score })),
        suggestions: outcome.suggestions.map(toQuote),
      }
    case 'suggest':
      return { action: 'suggest', answers: [], suggestions: outcome.suggestions.map(toQuote) }
    // Help and topics are visible and quote nothing, as a decline does.
    case 'command':
    case 'decline':
      return { action: 'decline', ...nothing }
    case 'ignore':
      return { action: 'ignore', ...nothing }
  }
}

const toQuote = (entry: FaqEntry): GivenQuote => ({
  entry: entry.id,
  quote: quoteOf(entry),
})

/** A message that no query was taken from shows only why. */
function toEvidence(utterance: Utterance, outcome: JudgedOutcome): QueryEvidence[] {
  if (outcome.kind === 'ignore' && outcome.reason !== 'not-certain') {
    return [{ query: utterance.text, decision: `ignored: ${outcome.reason}`, competitors: [] }]
  }
  return outcome.considered.map(({ query, match, decision }) => ({
    query: query.text,
    decision: `${decision.kind} (none ${(match[0]?.none ?? 1).toFixed(2)}${unknown(match[0]?.unknownWords ?? [])})`,
    competitors: allHits(match)
      .slice(0, keptCompetitors)
      .map(({ target, score }) => ({
        entry: target.entry.id,
        score,
      })),
  }))
}

const unknown = (words: readonly string[]) => (words.length > 0 ? `, unknown: ${words.join(' ')}` : '')
