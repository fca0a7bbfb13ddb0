import { parseCommand } from './commands.ts'
import type { CommandRequest } from './commands.ts'
import {
  composeAnswer,
  composeDecline,
  composeGreeting,
  composeHelp,
  composeHint,
  composeNearest,
  composeNoMore,
  composePrivacy,
  composeSmallTalk,
  composeTopics,
  withPartlyRead,
} from '../replies/compose.ts'
import type { Frame } from '../replies/compose.ts'
import { consider, considerInSteps } from './consider.ts'
import type { Consideration, Topic } from './consider.ts'
import { courtesyOf } from './courtesy.ts'
import { composeDraft } from '../replies/draft.ts'
import { isRepeat } from './follow-up.ts'
import { openQuestions } from './open-question.ts'
import { composeSource } from '../replies/source.ts'
import { parseDraft } from './requests.ts'
import type { DraftRequest } from './requests.ts'
import { parseSmallTalk } from './small-talk.ts'
import type { SmallTalkMeant } from './small-talk.ts'
import { readInSteps, readTextInSteps, readUtterance } from '../reading/read-message.ts'
import type { Reading } from '../reading/read-message.ts'
import { asksEverybody } from '../reading/room-question.ts'
import { stripMentions, withoutMentions } from '../reading/strip-mentions.ts'
import type { Answer, IgnoreReason, Outcome, Persona, Reply } from '../replies/types.ts'
import type { Utterance } from '../reading/utterance.ts'
import { amongNotices } from '../knowledge/among-notices.ts'
import { sharesPassage } from '../knowledge/shares-passage.ts'
import type { FaqEntry, KnowledgeBase, Language } from '../knowledge/types.ts'
import { maxSuggestions, minOfferShare, minOfferSimilarity } from '../matching/constants.ts'
import type { NoticeMatch } from '../matching/match.ts'
import { createMatcher, within } from '../matching/matcher.ts'
import type { Matcher, MatcherOptions } from '../matching/matcher.ts'
import { languageOf } from '../language/detect-language.ts'
import { finish } from '../language/steps.ts'

/** An outcome with everything that was weighed to reach it. The list is empty for commands and for what is not a question. */
export type JudgedOutcome = Outcome & { readonly considered: readonly Consideration[] }

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
  const base: Base = { knowledge, persona }
  const respondInSteps = (utterance: Utterance) =>
    respond(utterance, within(matcher, utterance.notices), {
      persona,
      knowledge: amongNotices(knowledge, utterance.notices),
    })
  return {
    respond: (utterance) => finish(respondInSteps(utterance)),
    respondInSteps,
    answerWith: (entryId, language) => answerWith(entryId, { ...base, language }),
    offerOther: (utterance, rejected) =>
      offerOther(utterance, rejected, within(matcher, utterance.notices), base),
  }
}

type Base = Omit<Frame, 'language'>

function* respond(utterance: Utterance, matcher: Matcher, base: Base): Generator<undefined, JudgedOutcome> {
  const { addressing } = utterance
  if (utterance.text.trim() === '' && addressing !== 'mention') return ignore('empty')
  const request = addressing === 'ambient' || addressing === 'thread' ? undefined : toDraft(utterance)
  if (request) return yield* draft(request, matcher, base)
  const reading = yield* readInSteps(utterance)
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
  base: Base,
): Generator<undefined, JudgedOutcome> {
  const { addressing } = utterance
  if (addressing === 'ambient' && !asksEverybody(reading)) return ignore('not-a-question')
  const topic = topicOf(utterance, base.knowledge)
  const request =
    addressing === 'ambient' || addressing === 'thread' ? undefined : respondToRequest(reading, topic, base)
  if (request) return request
  const considered = yield* considerInSteps(matcher, reading, addressing, topic)
  const frame = { ...base, language: languageOf(reading.words) }
  // In a thread below an answer only questions are for the bot; everything else is talk between people.
  const asks = considered.some(({ query }) => query.isQuestion)
  if (addressing === 'thread' && !asks) return ignore('not-a-question')
  const outcome = merge(considered, topic?.entry, frame)
  // A remark below an answer, such as that others wondered, too, is said to the people who talk there.
  if (addressing === 'reply' && outcome.kind !== 'answer' && !asks)
    return ignore('not-a-question', considered)
  // Nobody asked the bot, so it answers only what it is certain of.
  if (addressing === 'ambient' && outcome.kind !== 'answer') return ignore('not-certain', considered)
  const courtesy = asks ? undefined : courtesyOf(reading.text, outcome)
  return courtesy === undefined ? { ...outcome, considered } : chat(courtesy, base)
}

const ignore = (reason: IgnoreReason, considered: readonly Consideration[] = []): JudgedOutcome => ({
  kind: 'ignore',
  reason,
  considered,
})

/** "Entwurf:" at the start looks like somebody who is called. */
function toDraft({ text, draft, addressing }: Utterance): DraftRequest | undefined {
  if (draft !== undefined) return { language: draft, text: stripMentions(text, addressing) }
  return parseDraft(withoutMentions(text)) ?? parseDraft(stripMentions(text, addressing))
}

/** Handles requests that concern the bot itself, such as commands, rather than the notice. */
function respondToRequest(reading: Reading, topic: Topic | undefined, base: Base): JudgedOutcome | undefined {
  const command = reading.text.trim() === '' ? onlyAddressed : parseCommand(reading.words)
  if (command) {
    const reply = replyTo(command, topic?.entry, { ...base, language: command.language })
    return { kind: 'command', command: command.command, reply, considered: [] }
  }
  const smallTalk = parseSmallTalk(reading)
  return smallTalk && chat(smallTalk, base)
}

function chat({ answer, language }: SmallTalkMeant, base: Base): JudgedOutcome {
  const reply = composeSmallTalk(answer, { ...base, language })
  return { kind: 'command', command: 'small-talk', reply, considered: [] }
}

function replyTo({ command }: CommandRequest, topic: FaqEntry | undefined, frame: Frame): Reply {
  switch (command) {
    case 'topics':
      return composeTopics(frame)
    case 'greeting':
      return composeGreeting(frame)
    case 'privacy':
      return composePrivacy(frame, 'short')
    case 'privacy-in-full':
      return composePrivacy(frame, 'full')
    case 'source':
      return topic ? composeSource(topic, frame.knowledge, frame.language) : composeHint('noSource', frame)
    case 'draft':
      return composeHint('noDraft', frame)
    case 'help':
    case 'quiet':
    case 'small-talk':
      return composeHelp(frame)
  }
}

/** The answers as support staff would send them. */
function* draft(
  { text, language }: DraftRequest,
  matcher: Matcher,
  base: Base,
): Generator<undefined, JudgedOutcome> {
  const reading = yield* readTextInSteps(text)
  const considered = yield* considerInSteps(matcher, reading, 'mention')
  const answers = distinctAnswers(considered)
  const reply =
    answers.length === 0
      ? composeHint('noDraft', { ...base, language })
      : composeDraft(answers, unansweredIn(considered), language)
  return { kind: 'command', command: 'draft', reply, considered }
}

function topicOf({ topic, isTopicImplied }: Utterance, { entries }: KnowledgeBase): Topic | undefined {
  const entry = entries.find(({ id }) => id === topic)
  return entry && { entry, isImplied: isTopicImplied === true }
}

function answerWith(entryId: string, frame: Frame): Outcome | undefined {
  const entry = frame.knowledge.entries.find(({ id }) => id === entryId)
  if (entry === undefined) return undefined
  const answers = [{ query: entry.questions[frame.language][0] ?? '', entry, score: 1 }]
  return { kind: 'answer', answers, open: [], reply: composeAnswer(answers, [], frame) }
}

function offerOther(
  utterance: Utterance,
  rejected: readonly string[] | 'all',
  matcher: Matcher,
  base: Base,
): Outcome {
  const reading = readUtterance(utterance)
  const frame = { ...base, language: languageOf(reading.words) }
  const noMore: Outcome = { kind: 'decline', decline: undefined, open: [], reply: composeNoMore(frame) }
  if (rejected === 'all') return noMore
  const given = base.knowledge.entries.filter(({ id }) => rejected.includes(id))
  const [next] = consider(matcher, reading, 'direct')
    .flatMap(({ match }) => match.flatMap((one) => othersNear(one, given)))
    .toSorted((a, b) => b.score - a.score)
  if (next === undefined) return noMore
  const reply = composeNearest([next.entry], frame, 'otherNearest')
  return { kind: 'suggest', suggestions: [next.entry], reply }
}

/** The entries of a notice that remain likely once the given ones are known to be wrong. */
function othersNear({ hits, none }: NoticeMatch, given: readonly FaqEntry[]) {
  const others = hits.filter(
    ({ target }) => target.kind === 'decline' || !given.some((one) => sharesPassage(one, target.entry)),
  )
  const left = others.reduce((sum, { score }) => sum + score, none)
  return others.flatMap(({ target, evidence, score }) =>
    target.kind === 'entry' && evidence.similarity >= minOfferSimilarity && score >= left * minOfferShare
      ? [{ entry: target.entry, score }]
      : [],
  )
}

/** Somebody who calls the bot and says no more wants to know what it is for. */
const onlyAddressed = { command: 'help', language: 'de' } as const

/** One outcome of all queries: what is answered comes first and decides; the rest is named below it. */
function merge(judged: readonly Consideration[], topic: FaqEntry | undefined, frame: Frame): Outcome {
  const considered = judged.filter((one) => !isRepeat(one, topic))
  const answers = distinctAnswers(considered)
  if (answers.length > 0) {
    const reply = composeAnswer(answers, unansweredIn(considered), frame)
    return { kind: 'answer', answers, open: openQuestions(considered), reply }
  }
  const suggestions = nearestIn(considered, topic)
  if (suggestions.length > 0)
    return { kind: 'suggest', suggestions, reply: composeNearest(suggestions, frame) }
  const open = openQuestions(considered)
  if (considered.length < judged.length)
    return { kind: 'decline', decline: undefined, open, reply: composeNoMore(frame) }
  const gap = considered.length === 1 ? gapOf(considered[0]) : undefined
  return { kind: 'decline', decline: gap, open, reply: composeDecline(gap, frame) }
}

const gapOf = (one: Consideration | undefined) =>
  one?.decision.kind === 'abstention' ? one.decision.gap : undefined

const unansweredIn = (considered: readonly Consideration[]): readonly string[] =>
  considered
    .filter(({ query, decision }) => query.isQuestion && decision.kind !== 'match')
    .map(({ query }) => query.text)

/** The nearest entries of all questions, each once, without the one that was quoted just before. */
function nearestIn(considered: readonly Consideration[], topic: FaqEntry | undefined): readonly FaqEntry[] {
  const near = considered.map(({ decision }) => (decision.kind === 'ambiguous' ? decision.entries : []))
  // The best of each question before the second best of any.
  const byRank = Array.from({ length: maxSuggestions }, (_, rank) =>
    near.flatMap((entries) => entries.slice(rank, rank + 1)),
  ).flat()
  const distinct = [...new Set(byRank)].filter((entry) => topic === undefined || !sharesPassage(topic, entry))
  return distinct.slice(0, maxSuggestions)
}

/** Each quote once, in the order of the questions. */
function distinctAnswers(considered: readonly Consideration[]): Answer[] {
  const answers = new Map<string, Answer>()
  for (const { query, decision } of considered) {
    if (decision.kind !== 'match') continue
    const key = decision.entry.quotes.map((quote) => quote.text).join()
    if (!answers.has(key))
      answers.set(key, { query: query.text, entry: decision.entry, score: decision.score })
  }
  return [...answers.values()]
}
