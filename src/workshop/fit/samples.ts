import type { JudgingCore } from '../../core/core.ts'
import type { JudgedQuery } from '../../core/judge-queries.ts'
import type { FaqEntry } from '../../knowledge/types.ts'
import type { Hit } from '../../matching/match.ts'
import { termNames, termsOf } from '../../matching/weigh-evidence.ts'
import type { Written } from '../../matching/weigh-evidence.ts'
import type { LabelledMessage } from '../evaluate/labelled-message.ts'
import { sentencesIn } from '../../knowledge/sentence-labels.ts'
import type { LabelledSentence } from '../../knowledge/sentence-labels.ts'
import type { Sample } from './conditional-logit.ts'

const addressings = { dm: 'direct', forward: 'direct', mention: 'mention', room: 'direct' } as const

/**
 * Messages with one question, as choices between the entries found and "none of them": right is every entry that
 * quotes an accepted sentence, or, where the notice is silent, every decline entry and none. All together weigh 1.
 *
 * @param core knows one notice
 */
export function toSamples(
  messages: readonly LabelledMessage[],
  core: JudgingCore,
  sentences: readonly LabelledSentence[],
  written: Written,
): Sample[] {
  const samples = messages.flatMap((message) => {
    if (message.expect === 'ignore' || message.gold.length > 1) return []
    const utterance = { text: message.text, addressing: addressings[message.context] }
    const [considered, ...more] = core.respond(utterance).considered
    if (!considered || more.length > 0) return []
    return [toOptions(message, considered, sentences, written)]
  })
  return samples.map((options) => ({ options, weight: 1 / samples.length }))
}

function toOptions(
  { gold, expect }: LabelledMessage,
  { match }: JudgedQuery,
  sentences: readonly LabelledSentence[],
  written: Written,
): Sample['options'] {
  const accepted = new Set(gold.flat())
  const quotesAccepted = ({ quotes }: FaqEntry) =>
    quotes.some(({ text }) => sentencesIn(text, sentences).some((label) => accepted.has(label)))
  const isRight = ({ target }: Hit) =>
    expect === 'answer' ? target.kind === 'entry' && quotesAccepted(target.entry) : target.kind === 'decline'
  const [{ hits, unknown } = { hits: [], unknown: 1 }] = match
  return termsOf(hits, unknown, written).map((terms, i) => {
    const hit = hits[i]
    return {
      terms: termNames.map((name) => terms[name]),
      isRight: hit === undefined ? expect !== 'answer' : isRight(hit),
    }
  })
}
