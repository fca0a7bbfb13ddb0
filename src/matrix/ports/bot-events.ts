import type { Outcome } from '../../replies/types.ts'
import type { Addressing } from '../../core/utterance.ts'
import type { RoomId } from './ids.ts'

/** Why an event asks for nothing. */
export type SkipReason =
  'malformed' | 'not-text' | 'notice' | 'state' | 'unsupported-type' | 'too-old' | 'not-admitted'

export interface HandledMessage {
  readonly roomId: RoomId
  readonly addressing: Addressing
  readonly outcome: Outcome
  /** From the homeserver's receipt of the message until the answer was queued, in milliseconds. */
  readonly ageMs: number
  /** Time that judging took, in milliseconds. */
  readonly judgedMs: number
}

/** `opened`: consented to. `relayed`: one message. The others end it or tell why there is none. */
type HandOverStep = 'opened' | 'relayed' | 'closed' | 'unreachable' | 'unavailable' | 'too-many'

/** A step of the start that is repeated until the homeserver answers. */
export type WaitingStep = 'login' | 'keys' | 'identity'

type DropReason = 'too-old' | 'refused' | 'orphaned'

/** Events of the bot, for the log and the metrics. None of them may carry words of a message. */
export interface BotEvents {
  syncSucceeded(data: { readonly entries: number; readonly malformed: number; readonly ms: number }): void
  syncFailed(data: { readonly error: unknown; readonly retryInMs: number }): void
  /** A step of the start, or of a new login, gets no answer from the homeserver that it could go on with. */
  waiting(data: { readonly step: WaitingStep; readonly error: unknown; readonly retryInMs: number }): void
  /** An alias of the configuration leads nowhere, or the homeserver does not tell where; it is looked up again. */
  roomUnknown(data: { readonly key: string; readonly room: string; readonly error?: unknown }): void
  roomFound(data: { readonly key: string; readonly room: string }): void
  sessionResumed(data: { readonly unusedMs: number }): void
  loggedOut(data: { readonly soft: boolean }): void
  loggedIn(data: { readonly deviceId: string; readonly again: boolean }): void
  handled(message: HandledMessage): void
  skipped(data: { readonly roomId: RoomId; readonly reason: SkipReason }): void
  limited(data: { readonly roomId: RoomId; readonly by: 'person' | 'room'; readonly told: boolean }): void
  parked(data: { readonly roomId: RoomId; readonly reason: string }): void
  undecryptable(data: { readonly roomId: RoomId; readonly reason: string }): void
  delayed(data: { readonly roomId: RoomId; readonly error: unknown; readonly retryInMs: number }): void
  setAside(data: { readonly roomId: RoomId; readonly kind: string; readonly error: unknown }): void
  sent(data: { readonly roomId: RoomId; readonly ms: number }): void
  dropped(data: { readonly roomId: RoomId; readonly reason: DropReason; readonly error?: unknown }): void
  /** A person's verdict on an entry that the bot quoted. */
  feedback(data: { readonly entry: string; readonly helpful: boolean }): void
  /** Nothing can be handed over to the configured room, or nothing from encrypted rooms if it is `not-encrypted`. */
  serviceDeskUnusable(data: { readonly reason: 'not-joined' | 'not-encrypted' }): void
  /** Progress of a question that is to be handed over, or of a message about one. */
  handOver(data: { readonly roomId: RoomId; readonly step: HandOverStep }): void
  invitation(data: { readonly roomId: RoomId; readonly decision: 'accepted' | 'rejected' | 'failed' }): void
  gapFilled(data: { readonly roomId: RoomId; readonly events: number; readonly complete: boolean }): void
  left(data: { readonly roomId: RoomId; readonly reason: string }): void
  upgraded(data: { readonly from: RoomId; readonly to: RoomId; readonly followed: boolean }): void
}
