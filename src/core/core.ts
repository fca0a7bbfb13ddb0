import { parseCommand } from './commands.ts'
import {
  composeAnswer,
  composeDecline,
  composeHelp,
  composeHint,
  composeNoMore,
  composePrivacy,
  composeSuggestions,
  composeThanks,
  composeTopics,
} from '../replies/compose.ts'
import type { Frame } from '../replies/compose.ts'
import { consider } from './consider.ts'
import type { Consideration } from './consider.ts'
import { composeDraft } from '../replies/draft.ts'
import { openQuestions } from './open-question.ts'
import { composeSource } from '../replies/source.ts'
import { parseDraft } from './requests.ts'
import type { DraftRequest } from './requests.ts'
import { toRoomQuestion } from '../reading/room-question.ts'
import { stripMentions, withNamesCalled, withoutMentions } from '../reading/strip-mentions.ts'
import type { Answer, Command, Outcome, Persona, Reply } from '../replies/types.ts'
import type { Utterance } from '../reading/utterance.ts'
import type { FaqEntry, KnowledgeBase, Language } from '../knowledge/types.ts'
import { minOfferSimilarity } from '../matching/constants.ts'
import type { MatchingIndex } from '../matching/matching-index.ts'
import { createMatcher } from '../matching/matcher.ts'
import type { Matcher } from '../matching/matcher.ts'
import { detectLanguage } from '../language/detect-language.ts'

/** The bot's whole judgement: pure, synchronous, without memory of earlier utterances. */
export interface Core {
  respond(utterance: Utterance): Outcome
  /** The answer that somebody picked; undefined if the knowledge no longer has it. */
  answerWith(entryId: string, language: Language): Outcome | undefined
  /** What else may be meant by a question whose answer did not help; in the end, whom to ask. */
  offerOther(utterance: Utterance, rejected: readonly string[] | 'all'): Outcome
  /** What `respond` weighs to decide about an utterance; for people who want to know why. */
  explain(utterance: Utterance): readonly Consideration[]
}

/** @param index what `buildMatchingIndex` made of the same knowledge, if it was kept */
export function createCore(knowledge: KnowledgeBase, persona: Persona, index?: MatchingIndex): Core {
  const matcher = createMatcher(knowledge, index)
  const base: Base = { knowledge, persona }
  return {
    respond: (utterance) => respond(utterance, matcher, base),
    answerWith: (entryId, language) => answerWith(entryId, { ...base, language }),
    offerOther: (utterance, rejected) => offerOther(utterance, rejected, matcher, base),
    explain: (utterance) =>
      consider(matcher, toQuestion(utterance), utterance.addressing, topicOf(utterance, knowledge)),
  }
}

type Base = Omit<Frame, 'language'>

function respond(utterance: Utterance, matcher: Matcher, base: Base): Outcome {
  const text = toQuestion(utterance)
  const topic = topicOf(utterance, base.knowledge)
  if (utterance.text.trim() === '' && utterance.addressing !== 'mention')
    return { kind: 'ignore', reason: 'empty' }
  if (utterance.addressing === 'ambient') {
    if (!toRoomQuestion(withNamesCalled(utterance.text)).isQuestion)
      return { kind: 'ignore', reason: 'not-a-question' }
    return respondToRoom(text, topic, matcher, base)
  }
  if (utterance.addressing === 'thread') return respondInThread(text, topic, matcher, base)

  // "Entwurf:" at the start looks like somebody who is called.
  const asked = () => parseDraft(withoutMentions(utterance.text)) ?? parseDraft(text)
  const request = utterance.draft ? { language: utterance.draft, text } : asked()
  if (request) return draft(request, matcher, base)
  const command = text.trim() === '' ? onlyAddressed : parseCommand(text)
  if (command) {
    const frame = { ...base, language: command.language }
    return { kind: 'command', command: command.command, reply: replyTo(command.command, topic, frame) }
  }
  const considered = consider(matcher, text, utterance.addressing, topic)
  return merge(considered, { ...base, language: detectLanguage(text) })
}

function replyTo(command: Command, topic: FaqEntry | undefined, frame: Frame): Reply {
  switch (command) {
    case 'topics':
      return composeTopics(frame)
    case 'thanks':
      return composeThanks(frame)
    case 'privacy':
      return composePrivacy(frame)
    case 'source':
      return topic ? composeSource(topic, frame.knowledge, frame.language) : composeHint('noSource', frame)
    case 'draft':
      return composeHint('noDraft', frame)
    case 'help':
    case 'quiet':
      return composeHelp(frame)
  }
}

/** The answers as support staff would send them. */
function draft({ text, language }: DraftRequest, matcher: Matcher, base: Base): Outcome {
  const considered = consider(matcher, text, 'mention')
  const answers = distinctAnswers(considered)
  const open = considered.filter(({ query, decision }) => query.isQuestion && decision.kind !== 'match')
  const unanswered = open.map(({ query }) => query.text)
  const reply =
    answers.length === 0
      ? composeHint('noDraft', { ...base, language })
      : composeDraft(answers, unanswered, language)
  return { kind: 'command', command: 'draft', reply }
}

/** Nobody asked the bot, so it answers only a real question to everybody, and only what it is certain of. */
function respondToRoom(text: string, topic: FaqEntry | undefined, matcher: Matcher, base: Base): Outcome {
  const considered = consider(matcher, text, 'ambient', topic)
  const outcome = merge(considered, { ...base, language: detectLanguage(text) })
  return outcome.kind === 'answer' ? outcome : { kind: 'ignore', reason: 'not-certain' }
}

/** Who goes on below an answer asks the bot, but what is no question there is said to the others. */
function respondInThread(text: string, topic: FaqEntry | undefined, matcher: Matcher, base: Base): Outcome {
  const considered = consider(matcher, text, 'thread', topic)
  if (!considered.some(({ query }) => query.isQuestion)) return { kind: 'ignore', reason: 'not-a-question' }
  return merge(considered, { ...base, language: detectLanguage(text) })
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
  const passages = new Set(
    base.knowledge.entries.filter(({ id }) => rejected.includes(id)).flatMap(passagesOf),
  )
  const [next] = consider(matcher, text, 'direct')
    .flatMap(({ match }) => match.hits)
    .flatMap(({ target, evidence, score }) =>
      target.kind === 'entry' && evidence.similarity >= minOfferSimilarity
        ? [{ entry: target.entry, score }]
        : [],
    )
    .filter(({ entry }) => !passagesOf(entry).some((id) => passages.has(id)))
    .toSorted((a, b) => b.score - a.score)
  if (next === undefined) return noMore
  return { kind: 'suggest', suggestions: [next.entry], reply: composeSuggestions([next.entry], frame) }
}

const passagesOf = ({ quotes }: FaqEntry) => quotes.flatMap(({ passages }) => passages)

/** Who calls the bot and says no more, wants to know what it is for. */
const onlyAddressed = { command: 'help', language: 'de' } as const

const toQuestion = ({ text, addressing }: Utterance) => stripMentions(text, addressing)

/** One outcome of all queries: what is answered comes first and decides; the rest is named below it. */
function merge(considered: readonly Consideration[], frame: Frame): Outcome {
  const answers = distinctAnswers(considered)
  if (answers.length > 0) {
    const unanswered = considered.filter(
      ({ query, decision }) => query.isQuestion && decision.kind !== 'match',
    )
    const reply = composeAnswer(
      answers,
      unanswered.map(({ query }) => query.text),
      frame,
    )
    return { kind: 'answer', answers, open: openQuestions(considered), reply }
  }
  const suggestions = considered.flatMap(({ decision }) =>
    decision.kind === 'ambiguous' ? decision.entries : [],
  )
  if (suggestions.length > 0 && considered.length === 1) {
    return { kind: 'suggest', suggestions, reply: composeSuggestions(suggestions, frame) }
  }
  const gaps = considered.flatMap(({ decision }) =>
    decision.kind === 'abstention' && decision.gap ? [decision.gap] : [],
  )
  const gap = considered.length === 1 ? gaps[0] : undefined
  const reply = composeDecline(gap?.gap, frame)
  return { kind: 'decline', decline: gap, open: openQuestions(considered), reply }
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
