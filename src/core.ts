import { parseCommand } from './dialogue/commands.ts'
import {
  composeAnswer,
  composeDecline,
  composeHelp,
  composeSuggestions,
  composeThanks,
  composeTopics,
} from './dialogue/compose.ts'
import type { Frame } from './dialogue/compose.ts'
import { consider } from './dialogue/consider.ts'
import type { Consideration } from './dialogue/consider.ts'
import { toRoomQuestion } from './dialogue/queries/room-question.ts'
import { stripAddress } from './dialogue/strip-address.ts'
import type { Answer, Outcome, Persona, Utterance } from './dialogue/types.ts'
import type { KnowledgeBase } from './knowledge/types.ts'
import type { MatchingIndex } from './matching/matching-index.ts'
import { createMatcher } from './matching/matcher.ts'
import type { Matcher } from './matching/matcher.ts'
import { detectLanguage } from './text/detect-language.ts'

/** The bot's whole judgement: pure, synchronous, without memory of earlier utterances. */
export interface Core {
  respond(utterance: Utterance): Outcome
  /** What `respond` weighs to decide about an utterance; for people who want to know why. */
  explain(utterance: Utterance): readonly Consideration[]
}

/** @param index what `buildMatchingIndex` made of the same knowledge, if it was kept */
export function createCore(knowledge: KnowledgeBase, persona: Persona, index?: MatchingIndex): Core {
  const matcher = createMatcher(knowledge, index)
  return {
    respond: (utterance) => respond(utterance, matcher, { knowledge, persona }),
    explain: (utterance) => consider(matcher, toQuestion(utterance), utterance.addressing),
  }
}

function respond(utterance: Utterance, matcher: Matcher, base: Omit<Frame, 'language'>): Outcome {
  const text = toQuestion(utterance)
  if (utterance.text.trim() === '' && utterance.addressing !== 'mention')
    return { kind: 'ignore', reason: 'empty' }
  if (utterance.addressing === 'ambient') return respondToRoom(text, matcher, base)

  const command = text.trim() === '' ? onlyAddressed : parseCommand(text)
  if (command) {
    const compose = { help: composeHelp, topics: composeTopics, thanks: composeThanks }[command.command]
    return {
      kind: 'command',
      command: command.command,
      reply: compose({ ...base, language: command.language }),
    }
  }
  return merge(consider(matcher, text, utterance.addressing), { ...base, language: detectLanguage(text) })
}

/** Nobody asked the bot, so it answers only a real question to everybody, and only what it is certain of. */
function respondToRoom(text: string, matcher: Matcher, base: Omit<Frame, 'language'>): Outcome {
  if (!toRoomQuestion(text).isQuestion) return { kind: 'ignore', reason: 'not-a-question' }
  const outcome = merge(consider(matcher, text, 'ambient'), { ...base, language: detectLanguage(text) })
  return outcome.kind === 'answer' ? outcome : { kind: 'ignore', reason: 'not-certain' }
}

/** Who calls the bot and says no more, wants to know what it is for. */
const onlyAddressed = { command: 'help', language: 'de' } as const

const toQuestion = ({ text, addressing }: Utterance) =>
  addressing === 'ambient' ? text : stripAddress(text, addressing)

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
    return { kind: 'answer', answers, reply }
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
  return { kind: 'decline', decline: gap, reply: composeDecline(gap?.gap, frame) }
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
