import type { GivenQuote, Judgement } from './judgement.ts'
import type { LabelledMessage } from './labelled-message.ts'
import { sentencesIn } from '../../knowledge/sentence-labels.ts'
import type { LabelledSentence } from '../../knowledge/sentence-labels.ts'

/**
 * The result of one need. `assisted`: not answered, but an accepted sentence is among the nearest. `misled`: something else was
 * quoted as the answer, or the notice was said to be silent. `missed`: the nearest don't help, or nothing was said at all.
 */
type NeedResult = 'hit' | 'assisted' | 'misled' | 'missed'

export interface ScoredNeed {
  readonly accepted: readonly string[]
  readonly result: NeedResult
}

/** `wrong`: answers none of the needs. `ungrounded`: holds no whole sentence of a notice. */
type QuoteResult = 'right' | 'wrong' | 'ungrounded'

interface ScoredQuote extends GivenQuote {
  readonly sentences: readonly string[]
  readonly result: QuoteResult
}

export interface ScoredMessage {
  readonly message: LabelledMessage
  readonly judgement: Judgement
  readonly needs: readonly ScoredNeed[]
  /** The quotes given as answers; empty unless the message should be answered. */
  readonly quotes: readonly ScoredQuote[]
  /** Everything is as it should be; a suggestion alone is not. */
  readonly right: boolean
}

/** Longest quote that people still read, in sentences. */
export const longestQuote = 3

export function scoreMessage(
  message: LabelledMessage,
  judgement: Judgement,
  sentences: readonly LabelledSentence[],
): ScoredMessage {
  if (message.expect !== 'answer') {
    return { message, judgement, needs: [], quotes: [], right: judgement.action === message.expect }
  }
  const given = judgement.action === 'answer' ? judgement.answers : []
  const quotes = given.map((quote) => scoreQuote(quote, message, sentences))
  const needs = scoreNeeds(message, judgement, quotes, sentences)
  const right =
    needs.every(({ result }) => result === 'hit') && quotes.every(({ result }) => result === 'right')
  return { message, judgement, needs, quotes, right }
}

function scoreQuote(
  given: GivenQuote,
  message: LabelledMessage,
  sentences: readonly LabelledSentence[],
): ScoredQuote {
  const found = sentencesIn(given.quote, sentences)
  const accepted = new Set(message.gold.flat())
  const answers = found.some((label) => accepted.has(label))
  const result = found.length === 0 ? 'ungrounded' : answers ? 'right' : 'wrong'
  return { ...given, sentences: found, result }
}

function scoreNeeds(
  message: LabelledMessage,
  judgement: Judgement,
  quotes: readonly ScoredQuote[],
  sentences: readonly LabelledSentence[],
): ScoredNeed[] {
  const quoted = new Set(quotes.flatMap((quote) => quote.sentences))
  const offered = judgement.action === 'suggest' ? judgement.answers : []
  const suggested = new Set(
    [...judgement.suggestions, ...offered].flatMap(({ quote }) => sentencesIn(quote, sentences)),
  )
  return message.gold.map((accepted) => {
    if (accepted.some((label) => quoted.has(label))) return { accepted, result: 'hit' }
    if (accepted.some((label) => suggested.has(label))) return { accepted, result: 'assisted' }
    const isMisled = judgement.action === 'answer' || judgement.action === 'decline'
    return { accepted, result: isMisled ? 'misled' : 'missed' }
  })
}
