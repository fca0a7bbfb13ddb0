import type { Core } from '../../core/core.ts'
import type { Outcome, Reply } from '../../replies/types.ts'
import type { BotEvents } from '../ports/bot-events.ts'
import { respondInSlices } from './respond-in-slices.ts'
import type { Answers } from './answers.ts'
import type { RoomId } from '../ports/ids.ts'
import { resolveMessage } from '../inbound/resolve-message.ts'
import type { Candidate, ResolveContext } from '../inbound/resolve-message.ts'
import type { RoomMessage } from '../inbound/room-message.ts'
import { nothingToSend } from '../inbound/handling.ts'
import type { Handling } from '../inbound/handling.ts'
import type { Limits } from '../inbound/limits.ts'
import type { UserEventHandler } from './user-event.ts'

export interface AnswerOptions {
  readonly core: Pick<Core, 'respondInSteps'>
  readonly answers: Pick<Answers, 'queueAnswer'>
  readonly resolve: ResolveContext
  readonly limits: Limits
  readonly limitNotice: () => Reply
  readonly events: BotEvents
  readonly now: () => number
}

type Judged = { readonly candidate: Candidate; readonly outcome: Outcome }

/** From a message to the answer that is to be sent, or to silence. */
export function createAnswerMessage(options: AnswerOptions): UserEventHandler {
  const { core, answers, resolve, limits, events, now } = options

  const refuse = async (
    roomId: RoomId,
    message: RoomMessage,
    candidate: Candidate,
  ): Promise<Handling | undefined> => {
    const verdict = limits.take(roomId, message.sender)
    if (verdict.allowed) return undefined
    const told = verdict.first && candidate.utterance.addressing !== 'ambient'
    events.limited({ roomId, by: verdict.by, told })
    if (!told) return nothingToSend
    const notice: Outcome = { kind: 'command', command: 'help', reply: options.limitNotice() }
    return say(message, { candidate: { ...candidate, target: message }, outcome: notice })
  }

  const say = async (message: RoomMessage, { candidate, outcome }: Judged): Promise<Handling> => {
    if (outcome.kind === 'ignore') return nothingToSend
    const { roomId, eventId, sender: asker } = message
    const occasion = { roomId, cause: eventId, questionId: eventId, asker, ...candidate }
    return { kind: 'settled', outgoing: await answers.queueAnswer(outcome, occasion) }
  }

  return async (event, { roomId }) => {
    if (event.kind !== 'message') return undefined
    const { message } = event
    const candidates = await resolveMessage(message, resolve)
    const [first] = candidates
    if (first === undefined) return nothingToSend
    const { addressing } = first.utterance
    const ambient = addressing === 'ambient'
    // A person who speaks to the bot is answered in any case, so the limit comes before the work.
    const refusal = ambient ? undefined : await refuse(roomId, message, first)
    if (refusal !== undefined) return refusal

    const started = performance.now()
    const judged = await judge(core, candidates, first)
    const { outcome } = judged
    const judgedMs = performance.now() - started
    if (outcome.kind !== 'ignore' && ambient) {
      const limited = await refuse(roomId, message, first)
      if (limited !== undefined) return limited
    }
    events.handled({ roomId, addressing, outcome, judgedMs, ageMs: now() - message.timestamp })
    return say(message, judged)
  }
}

/** The first candidate with an answer, else what is said about the first one. */
async function judge(
  core: Pick<Core, 'respondInSteps'>,
  candidates: readonly Candidate[],
  first: Candidate,
): Promise<Judged> {
  let said: Judged | undefined
  for (const candidate of candidates) {
    const judged = { candidate, outcome: await respondInSlices(core, candidate.utterance) }
    if (judged.outcome.kind === 'answer' || judged.outcome.kind === 'suggest') return judged
    said ??= judged
  }
  return said ?? { candidate: first, outcome: await respondInSlices(core, first.utterance) }
}
