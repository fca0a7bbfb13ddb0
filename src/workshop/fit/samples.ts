import type { JudgingCore } from '../../core/core.ts'
import type { FaqEntry } from '../../knowledge/types.ts'
import { sentencesIn } from '../../knowledge/sentence-labels.ts'
import type { LabelledSentence } from '../../knowledge/sentence-labels.ts'
import { noticeProbability } from '../../matching/match.ts'
import type { Hit, Match, NoticeMatch } from '../../matching/match.ts'
import { termNames, termsOf } from '../../matching/weigh-evidence.ts'
import { noticeTermNames, noticeTermsOf } from '../../matching/weigh-notices.ts'
import type { LabelledMessage } from '../evaluate/labelled-message.ts'
import type { Option, Sample } from './conditional-logit.ts'

const addressings = { dm: 'direct', forward: 'direct', mention: 'mention', room: 'direct' } as const

/** A message with one question, labelled for one notice, and how the question compares with all that the core knows. */
export interface JudgedMessage {
  readonly match: Match
  /** Whether what is found in that notice is right: an entry that quotes an accepted sentence, or, where the notice is silent, a decline entry. */
  readonly isRight: (hit: Hit) => boolean
  /** Whether it is right that no entry is meant. */
  readonly isSilent: boolean
}

/** @param sentences of the notice that the messages are labelled for */
export function judgeMessages(
  messages: readonly LabelledMessage[],
  core: JudgingCore,
  sentences: readonly LabelledSentence[],
): JudgedMessage[] {
  return messages.flatMap(({ text, context, gold, expect }) => {
    if (expect === 'ignore' || gold.length > 1) return []
    const [judged, ...more] = core.respond({ text, addressing: addressings[context] }).considered
    if (!judged || more.length > 0) return []
    const accepted = new Set(gold.flat())
    const quotesAccepted = ({ quotes }: FaqEntry) =>
      quotes.some((quote) => sentencesIn(quote.text, sentences).some((label) => accepted.has(label)))
    const isSilent = expect !== 'answer'
    const isRight = ({ target }: Hit) =>
      isSilent ? target.kind === 'decline' : target.kind === 'entry' && quotesAccepted(target.entry)
    return [{ match: judged.match, isRight, isSilent }]
  })
}

/**
 * Messages as choices between the entries found and "none of them". All together weigh 1.
 *
 * @param messages judged by a core that knows one notice
 */
export const toSamples = (messages: readonly JudgedMessage[], written: number): Sample[] =>
  evenly(
    messages.map(({ match, isRight, isSilent }) => {
      const [{ hits, unknown } = { hits: [], unknown: 1 }] = match
      return termsOf(hits, unknown, written).map((terms, i) => {
        const hit = hits[i]
        return {
          terms: termNames.map((name) => terms[name]),
          right: Number(hit === undefined ? isSilent : isRight(hit)),
        }
      })
    }),
  )

/**
 * Messages as choices between notices: to choose one is right with the probability with which it finds what is right. All together weigh 1.
 *
 * @param messages judged by a core that knows several notices
 * @param labelled the notice that they are labelled for; nothing else answers them
 */
export const toNoticeSamples = (messages: readonly JudgedMessage[], labelled: string): Sample[] =>
  evenly(
    messages.map(({ match, isRight, isSilent }) =>
      match.map((one) => {
        const terms = noticeTermsOf(one)
        return {
          terms: noticeTermNames.map((name) => terms[name]),
          right: isSilent || one.notice === labelled ? shareOf(one, isRight, isSilent) : 0,
        }
      }),
    ),
  )

/** The share of a notice's probability that is with what is right. */
function shareOf(match: NoticeMatch, isRight: (hit: Hit) => boolean, isSilent: boolean): number {
  const hits = match.hits.filter(isRight)
  return noticeProbability({ hits, none: isSilent ? match.none : 0 }) / noticeProbability(match)
}

const evenly = (choices: readonly (readonly Option[])[]): Sample[] =>
  choices.map((options) => ({ options, weight: 1 / choices.length }))
