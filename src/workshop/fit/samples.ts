import type { JudgingCore } from '../../core/core.ts'
import type { Consideration } from '../../core/consider.ts'
import type { FaqEntry } from '../../knowledge/types.ts'
import type { Hit } from '../../matching/match.ts'
import type { LabelledMessage } from '../evaluate/labelled-message.ts'
import { sentencesIn } from '../evaluate/sentences.ts'
import type { LabelledSentence } from '../evaluate/sentences.ts'
import type { Sample } from './conditional-logit.ts'

const addressings = { dm: 'direct', forward: 'direct', mention: 'mention', room: 'direct' } as const

/**
 * Messages with one question, as choices between the entries found and "none of them": right is every entry that
 * quotes an accepted sentence, or, where the notice is silent, every decline entry and none.
 */
export function toSamples(
  messages: readonly LabelledMessage[],
  core: JudgingCore,
  sentences: readonly LabelledSentence[],
): Sample[] {
  return messages.flatMap((message) => {
    const [considered, ...more] = core.respond({
      text: message.text,
      addressing: addressings[message.context],
    }).considered
    if (!considered || more.length > 0 || message.gold.length > 1 || !considered.query.isQuestion) return []
    return [toSample(message, considered, sentences)]
  })
}

function toSample(
  { gold, expect }: LabelledMessage,
  { match }: Consideration,
  sentences: readonly LabelledSentence[],
): Sample {
  const accepted = new Set(gold.flat())
  const quotesAccepted = ({ quotes }: FaqEntry) =>
    quotes.some(({ text }) => sentencesIn(text, sentences).some((label) => accepted.has(label)))
  const isRight = ({ target }: Hit) =>
    expect === 'answer' ? target.kind === 'entry' && quotesAccepted(target.entry) : target.kind === 'decline'
  return {
    options: [
      ...match.hits.map((hit) => ({
        evidence: [hit.evidence.classifier, hit.evidence.similarity, hit.evidence.tokens, 0, 0],
        isRight: isRight(hit),
      })),
      { evidence: [0, 0, 0, 1, match.unknown], isRight: expect !== 'answer' },
    ],
  }
}
