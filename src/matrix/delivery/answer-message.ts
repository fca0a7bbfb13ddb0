import type { Core } from '../../core.ts'
import type { Outcome, Reply } from '../../dialogue/types.ts'
import type { BotEvents } from '../bot-events.ts'
import type { RoomEncryption } from '../encryption-port.ts'
import { encodeReply } from '../messages/encode-reply.ts'
import type { ReplyTarget } from '../messages/encode-reply.ts'
import { resolveMessage } from '../messages/resolve-message.ts'
import type { Candidate, ResolveContext } from '../messages/resolve-message.ts'
import type { RoomMessage } from '../messages/room-message.ts'
import { nothingToSend } from './handling.ts'
import type { Handling } from './handling.ts'
import type { Limits } from './limits.ts'
import { toOutgoing } from './outgoing.ts'

export interface AnswerOptions {
  readonly core: Pick<Core, 'respond'>
  readonly encryption: Pick<RoomEncryption, 'encrypt'>
  readonly resolve: ResolveContext
  readonly limits: Limits
  readonly limitNotice: () => Reply
  readonly events: BotEvents
  readonly now: () => number
}

type Judged = { readonly candidate: Candidate; readonly outcome: Outcome }

export type AnswerMessage = (message: RoomMessage) => Promise<Handling>

/** From a message to the answer that is to be sent, or to silence. */
export function createAnswerMessage(options: AnswerOptions): AnswerMessage {
  const { core, encryption, resolve, limits, events, now } = options

  const send = async (message: RoomMessage, reply: Reply, target: ReplyTarget): Promise<Handling> => {
    const content = encodeReply(reply, target)
    const { roomId, eventId } = message
    const entry = await toOutgoing(encryption, { roomId, cause: eventId, questionId: eventId, content })
    return { kind: 'settled', outgoing: [entry] }
  }

  const refuse = async (message: RoomMessage, ambient: boolean): Promise<Handling | undefined> => {
    const verdict = limits.take(message.roomId, message.sender)
    if (verdict.allowed) return undefined
    const told = verdict.first && !ambient
    events.limited({ roomId: message.roomId, by: verdict.by, told })
    return told ? send(message, options.limitNotice(), message) : nothingToSend
  }

  return async (message) => {
    const candidates = await resolveMessage(message, resolve)
    const [first] = candidates
    if (first === undefined) return nothingToSend
    const { addressing } = first.utterance
    const ambient = addressing === 'ambient'
    // Who speaks to the bot is answered in any case, so the limit comes before the work.
    const refusal = ambient ? undefined : await refuse(message, ambient)
    if (refusal !== undefined) return refusal

    const started = performance.now()
    const { candidate, outcome } = judge(core, candidates, first)
    const judgedMs = performance.now() - started
    if (outcome.kind !== 'ignore' && ambient) {
      const limited = await refuse(message, ambient)
      if (limited !== undefined) return limited
    }
    const { roomId } = message
    events.handled({ roomId, addressing, outcome, judgedMs, ageMs: now() - message.timestamp })
    return outcome.kind === 'ignore' ? nothingToSend : send(message, outcome.reply, candidate.target)
  }
}

/** The first candidate with an answer, else what is said about the first one. */
function judge(core: Pick<Core, 'respond'>, candidates: readonly Candidate[], first: Candidate): Judged {
  const judged = candidates.map((candidate) => ({ candidate, outcome: core.respond(candidate.utterance) }))
  return (
    judged.find(({ outcome }) => outcome.kind === 'answer' || outcome.kind === 'suggest') ??
    judged[0] ?? { candidate: first, outcome: core.respond(first.utterance) }
  )
}
