import { amongNotices } from '../knowledge/among-notices.ts'
import type { KnowledgeBase, Language } from '../knowledge/types.ts'
import { languageOf } from '../language/detect-language.ts'
import { finish } from '../language/steps.ts'
import { minRoomAnswer } from '../matching/constants.ts'
import { createMatcher, within } from '../matching/matcher.ts'
import type { Matcher, MatcherOptions } from '../matching/matcher.ts'
import { readInSteps } from '../reading/read-message.ts'
import type { Reading } from '../reading/read-message.ts'
import { asksSomebody, probabilityOfAskingEverybody } from '../reading/room-question.ts'
import { stripMentions } from '../reading/strip-mentions.ts'
import { audienceOf } from './utterance.ts'
import type { Addressing, Utterance } from './utterance.ts'
import { composeAnswer, composeHint, withPartlyRead } from '../replies/compose.ts'
import type { Frame, FrameBase } from '../replies/compose.ts'
import { composeDraft } from '../replies/draft.ts'
import type { IgnoreReason, Outcome, Persona } from '../replies/types.ts'
import { isAnswered, judgeQueriesInSteps } from './judge-queries.ts'
import type { JudgedQuery, Topic } from './judge-queries.ts'
import { courtesyOf } from './courtesy.ts'
import { findingsOf, merge } from './merge.ts'
import { offerOther } from './offer-other.ts'
import { replyToRequest, replyToSmallTalk } from './reply-to-request.ts'
import { parseDraft } from './requests.ts'
import type { DraftRequest } from './requests.ts'

/** An outcome with everything that was weighed to reach it. The list is empty for commands and for what is not a question. */
export type JudgedOutcome = Outcome & { readonly considered: readonly JudgedQuery[] }

/** The bot's whole judgement: pure, synchronous, without memory of earlier utterances. */
export interface Core {
  respond(utterance: Utterance): Outcome
  /** As `respond`, in steps of a few milliseconds each, so that a long message holds nobody else up. */
  respondInSteps(utterance: Utterance): Generator<undefined, Outcome>
  /** The answer that somebody picked; undefined if the knowledge no longer has it. */
  answerWith(entryId: string, language: Language): Outcome | undefined
  /** Offers another entry after an answer that did not help, or names the contact if none is left. */
  offerOther(utterance: Utterance, rejected: readonly string[] | 'all'): Outcome
}

/** A core that also tells what it weighed, for people who want to know why. */
export interface JudgingCore extends Core {
  respond(utterance: Utterance): JudgedOutcome
  respondInSteps(utterance: Utterance): Generator<undefined, JudgedOutcome>
}

export function createCore(
  knowledge: KnowledgeBase,
  persona: Persona,
  options: MatcherOptions = {},
): JudgingCore {
  const matcher = createMatcher(knowledge, options)
  const base: FrameBase = { knowledge, persona }
  const baseFor = ({ notices }: Utterance): FrameBase => ({
    persona,
    knowledge: amongNotices(knowledge, notices),
  })
  const respondInSteps = (utterance: Utterance) =>
    respond(utterance, within(matcher, utterance.notices), baseFor(utterance))
  return {
    respond: (utterance) => finish(respondInSteps(utterance)),
    respondInSteps,
    answerWith: (entryId, language) => answerWith(entryId, { ...base, language }),
    offerOther: (utterance, rejected) =>
      offerOther(utterance, rejected, within(matcher, utterance.notices), baseFor(utterance)),
  }
}

function* respond(
  utterance: Utterance,
  matcher: Matcher,
  base: FrameBase,
): Generator<undefined, JudgedOutcome> {
  const { addressing } = utterance
  if (utterance.text.trim() === '' && addressing !== 'mention') return ignore('empty')
  const said = stripMentions(utterance.text, audienceOf(addressing))
  yield
  const request = isForBot(addressing) ? toDraft(utterance, said.text) : undefined
  if (request) return yield* draft(request, matcher, base)
  const reading = yield* readInSteps(said)
  const outcome = yield* judge(utterance, reading, matcher, base)
  return reading.isPartlyRead ? partlyRead(outcome) : outcome
}

/** Tells the asker that a part of the message was left out, unless the bot stays silent anyway. */
const partlyRead = (outcome: JudgedOutcome): JudgedOutcome =>
  outcome.kind === 'ignore' ? outcome : { ...outcome, reply: withPartlyRead(outcome.reply) }

function* judge(
  utterance: Utterance,
  reading: Reading,
  matcher: Matcher,
  base: FrameBase,
): Generator<undefined, JudgedOutcome> {
  const { addressing } = utterance
  if (addressing === 'ambient' && probabilityOfAskingEverybody(reading) < minRoomAnswer)
    return ignore('not-a-question')
  const topic = topicOf(utterance, base.knowledge)
  const request = isForBot(addressing) ? replyToRequest(reading, topic?.entry, addressing, base) : undefined
  if (request) return { ...request, considered: [] }
  const considered = yield* judgeQueriesInSteps(matcher, reading, addressing, topic)
  const frame = { ...base, language: languageOf(reading.words) }
  // In a thread below an answer only questions are for the bot; everything else is talk between people.
  const asks = considered.some(({ query }) => query.isQuestion)
  if (addressing === 'thread' && !asks) return ignore('not-a-question')
  // Nobody in a room asked the bot, so it says only what it is certain of.
  const told = addressing === 'ambient' ? considered.filter(isAnswered) : considered
  const outcome = merge(told, topic?.entry, frame)
  if (addressing === 'ambient' && outcome.kind !== 'answer') return ignore('not-certain', considered)
  // "Ben, hast du das gesehen?" is no question about the notice, and not for the bot.
  if (addressing === 'thread' && asksSomebody(reading) && isOffTopic(outcome))
    return ignore('not-a-question', considered)
  // A remark below an answer, such as that others wondered, too, is said to the people who talk there.
  if (addressing === 'reply' && outcome.kind !== 'answer' && !asks)
    return ignore('not-a-question', considered)
  const courtesy = asks ? undefined : courtesyOf(reading.text, outcome)
  return courtesy === undefined
    ? { ...outcome, considered }
    : { ...replyToSmallTalk(courtesy, base), considered: [] }
}

const ignore = (reason: IgnoreReason, considered: readonly JudgedQuery[] = []): JudgedOutcome => ({
  kind: 'ignore',
  reason,
  considered,
})

const isOffTopic = (outcome: Outcome): boolean =>
  outcome.kind === 'decline' && outcome.entry?.notice === undefined

const isForBot = (addressing: Addressing) => addressing !== 'ambient' && addressing !== 'thread'

const toDraft = ({ draft }: Utterance, text: string): DraftRequest | undefined =>
  draft === undefined ? parseDraft(text) : { language: draft, text }

/** The answers as support staff would send them. */
function* draft(
  { text, language }: DraftRequest,
  matcher: Matcher,
  base: FrameBase,
): Generator<undefined, JudgedOutcome> {
  const reading = yield* readInSteps({ text, called: '' })
  const considered = yield* judgeQueriesInSteps(matcher, reading, 'mention')
  const findings = findingsOf(considered)
  const reply = findings.some(({ kind }) => kind === 'answer')
    ? composeDraft(findings, language)
    : composeHint('noDraft', { ...base, language })
  return { kind: 'command', command: 'draft', reply, considered }
}

function topicOf({ topic, isTopicImplied }: Utterance, { entries }: KnowledgeBase): Topic | undefined {
  const entry = entries.find(({ id }) => id === topic)
  return entry && { entry, isImplied: isTopicImplied === true }
}

function answerWith(entryId: string, frame: Frame): Outcome | undefined {
  const entry = frame.knowledge.entries.find(({ id }) => id === entryId)
  if (entry === undefined) return undefined
  const answers = [{ entry, score: 1 }]
  return { kind: 'answer', answers, suggestions: [], open: [], reply: composeAnswer(entry, frame) }
}
