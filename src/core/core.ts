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
} from '../replies/compose.ts'
import type { Frame } from '../replies/compose.ts'
import { consider } from './consider.ts'
import type { Consideration } from './consider.ts'
import { composeDraft } from '../replies/draft.ts'
import { isRepeat, sharesPassage } from './follow-up.ts'
import { openQuestions } from './open-question.ts'
import { composeSource } from '../replies/source.ts'
import { parseDraft } from './requests.ts'
import type { DraftRequest } from './requests.ts'
import { parseSmallTalk } from './small-talk.ts'
import { readMessage, readUtterance } from '../reading/read-message.ts'
import type { Reading } from '../reading/read-message.ts'
import { asksEverybody } from '../reading/room-question.ts'
import { stripMentions, withoutMentions } from '../reading/strip-mentions.ts'
import type { Answer, IgnoreReason, Outcome, Persona, Reply } from '../replies/types.ts'
import type { Utterance } from '../reading/utterance.ts'
import type { FaqEntry, KnowledgeBase, Language } from '../knowledge/types.ts'
import { maxSuggestions, minOfferSimilarity } from '../matching/constants.ts'
import { allHits } from '../matching/match.ts'
import { createMatcher, within } from '../matching/matcher.ts'
import type { Matcher, MatcherOptions } from '../matching/matcher.ts'
import { detectLanguage } from '../language/detect-language.ts'

/** An outcome with everything that was weighed to reach it. The list is empty for commands and for what is not a question. */
export type JudgedOutcome = Outcome & { readonly considered: readonly Consideration[] }

/** The bot's whole judgement: pure, synchronous, without memory of earlier utterances. */
export interface Core {
  respond(utterance: Utterance): Outcome
  /** The answer that somebody picked; undefined if the knowledge no longer has it. */
  answerWith(entryId: string, language: Language): Outcome | undefined
  /** Offers another entry after an answer that did not help, or names the contact if none is left. */
  offerOther(utterance: Utterance, rejected: readonly string[] | 'all'): Outcome
}

/** A core that also tells what it weighed, for people who want to know why. */
export interface JudgingCore extends Core {
  respond(utterance: Utterance): JudgedOutcome
}

export function createCore(
  knowledge: KnowledgeBase,
  persona: Persona,
  options: MatcherOptions = {},
): JudgingCore {
  const matcher = createMatcher(knowledge, options)
  const base: Base = { knowledge, persona }
  return {
    respond: (utterance) => respond(utterance, within(matcher, utterance.notices), base),
    answerWith: (entryId, language) => answerWith(entryId, { ...base, language }),
    offerOther: (utterance, rejected) =>
      offerOther(utterance, rejected, within(matcher, utterance.notices), base),
  }
}

type Base = Omit<Frame, 'language'>

function respond(utterance: Utterance, matcher: Matcher, base: Base): JudgedOutcome {
  const text = toQuestion(utterance)
  const topic = topicOf(utterance, base.knowledge)
  const { addressing } = utterance
  if (utterance.text.trim() === '' && addressing !== 'mention') return ignore('empty')
  const reading = readUtterance(utterance)
  if (addressing === 'ambient' && !asksEverybody(reading)) return ignore('not-a-question')
  if (addressing !== 'ambient' && addressing !== 'thread') {
    const request = respondToRequest(utterance, text, topic, matcher, base)
    if (request) return request
  }
  const considered = judge(utterance, reading, topic, matcher)
  const frame = { ...base, language: detectLanguage(text) }
  // In a thread below an answer only questions are for the bot; everything else is talk between people.
  if (addressing === 'thread' && !considered.some(({ query }) => query.isQuestion))
    return ignore('not-a-question')
  const outcome = merge(considered, topic, frame)
  // Nobody asked the bot, so it answers only what it is certain of.
  if (addressing === 'ambient' && outcome.kind !== 'answer') return ignore('not-certain', considered)
  return { ...outcome, considered }
}

const ignore = (reason: IgnoreReason, considered: readonly Consideration[] = []): JudgedOutcome => ({
  kind: 'ignore',
  reason,
  considered,
})

/** Only a question that points back takes its topic from an answer to which its message does not. */
function judge(
  { addressing, isTopicImplied }: Utterance,
  reading: Reading,
  topic: FaqEntry | undefined,
  matcher: Matcher,
): readonly Consideration[] {
  const considered = consider(matcher, reading, addressing, topic)
  const isStretched = ({ query, matched }: Consideration) => matched !== query.text && !query.isDependent
  return isTopicImplied === true && topic !== undefined && considered.some(isStretched)
    ? consider(matcher, reading, addressing)
    : considered
}

/** Handles requests that concern the bot itself, such as commands and drafts, rather than the notice. */
function respondToRequest(
  utterance: Utterance,
  text: string,
  topic: FaqEntry | undefined,
  matcher: Matcher,
  base: Base,
): JudgedOutcome | undefined {
  // "Entwurf:" at the start looks like somebody who is called.
  const asked = () => parseDraft(withoutMentions(utterance.text)) ?? parseDraft(text)
  const request = utterance.draft ? { language: utterance.draft, text } : asked()
  if (request) return draft(request, matcher, base)
  const command = text.trim() === '' ? onlyAddressed : parseCommand(text)
  if (command) {
    const reply = replyTo(command, topic, { ...base, language: command.language })
    return { kind: 'command', command: command.command, reply, considered: [] }
  }
  const smallTalk = parseSmallTalk(text)
  if (smallTalk === undefined) return undefined
  const reply = composeSmallTalk(smallTalk.answer, { ...base, language: smallTalk.language })
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
function draft({ text, language }: DraftRequest, matcher: Matcher, base: Base): JudgedOutcome {
  const considered = consider(matcher, readMessage(text), 'mention')
  const answers = distinctAnswers(considered)
  const reply =
    answers.length === 0
      ? composeHint('noDraft', { ...base, language })
      : composeDraft(answers, unansweredIn(considered), language)
  return { kind: 'command', command: 'draft', reply, considered }
}

const topicOf = ({ topic }: Utterance, { entries }: KnowledgeBase) =>
  topic === undefined ? undefined : entries.find(({ id }) => id === topic)

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
  const text = toQuestion(utterance)
  const frame = { ...base, language: detectLanguage(text) }
  const noMore: Outcome = { kind: 'decline', decline: undefined, open: [], reply: composeNoMore(frame) }
  if (rejected === 'all') return noMore
  const given = base.knowledge.entries.filter(({ id }) => rejected.includes(id))
  const [next] = consider(matcher, readMessage(text), 'direct')
    .flatMap(({ match }) => allHits(match))
    .flatMap(({ target, evidence, score }) =>
      target.kind === 'entry' && evidence.similarity >= minOfferSimilarity
        ? [{ entry: target.entry, score }]
        : [],
    )
    .filter(({ entry }) => !given.some((one) => sharesPassage(one, entry)))
    .toSorted((a, b) => b.score - a.score)
  if (next === undefined) return noMore
  const reply = composeNearest([next.entry], frame, 'otherNearest')
  return { kind: 'suggest', suggestions: [next.entry], reply }
}

/** Somebody who calls the bot and says no more wants to know what it is for. */
const onlyAddressed = { command: 'help', language: 'de' } as const

const toQuestion = ({ text, addressing }: Utterance) => stripMentions(text, addressing)

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
  const near = considered.flatMap(({ decision }) => (decision.kind === 'ambiguous' ? decision.entries : []))
  const distinct = [...new Set(near)].filter((entry) => topic === undefined || !sharesPassage(topic, entry))
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
