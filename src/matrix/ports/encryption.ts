import type { EventId, RoomId, UserId } from './ids.ts'

/** The part of a sync response about keys and devices. Only the engine looks into the contents. */
export interface EncryptionUpdate {
  readonly toDevice: readonly unknown[]
  /** By algorithm. What is left out of a sync response is zero, and so are all if nothing is said of them. */
  readonly oneTimeKeyCounts: Readonly<Record<string, number>>
  readonly unusedFallbackKeyTypes: readonly string[] | undefined
  readonly changedDevices: readonly UserId[]
  readonly leftDevices: readonly UserId[]
}

/** A state event of a joined room that the engine may care about: encryption, history visibility, membership. */
export interface RoomStateEvent {
  readonly type: string
  readonly stateKey: string
  readonly sender: UserId
  readonly content: unknown
}

export interface RoomStateUpdate {
  readonly roomId: RoomId
  /** Oldest first. */
  readonly events: readonly RoomStateEvent[]
  /** False if some may be missing, as after a gap. */
  readonly complete: boolean
}

export interface EncryptedEvent {
  readonly roomId: RoomId
  readonly eventId: EventId
  readonly sender: UserId
  /** Milliseconds since 1970, as the homeserver states it. */
  readonly timestamp: number
  readonly content: unknown
}

/** A readable event of a verification in a room: of a type `m.key.verification.*`, or the request that begins one. */
export interface VerificationEvent extends EncryptedEvent {
  readonly type: string
}

/** Something about a verification that the person should be told. */
export interface VerificationNews {
  readonly user: UserId
  /** Undefined if it went from device to device. */
  readonly roomId: RoomId | undefined
  /** The same for all that belongs to one verification. */
  readonly flowId: string
  /**
   * The person sees emoji and has to compare them; or nothing will come of it, since their client can't compare emoji, or since it
   * took too long or the bot was restarted meanwhile.
   */
  readonly reason: 'comparing' | 'unsupported' | 'interrupted'
}

export type Decryption =
  | { readonly kind: 'decrypted'; readonly type: string; readonly content: unknown }
  /** The key may still come; the event is kept and tried again when `keysArrived` names its room. */
  | { readonly kind: 'missing-key'; readonly reason: string }
  | { readonly kind: 'undecryptable'; readonly reason: string }

export interface OutgoingEvent {
  readonly type: string
  readonly content: Readonly<Record<string, unknown>>
}

export interface PrepareOptions {
  /** Ends the wait for a homeserver that does not answer. */
  readonly signal?: AbortSignal
  readonly userId: UserId
  readonly deviceId: string
  /** Called whenever room keys came that may open events which could not be read before. */
  readonly keysArrived: (roomId: RoomId) => void
  readonly verificationNews: (news: VerificationNews) => void
}

/** True for an error after which the bot has to stop, as only a person can change its reason. What it has in hand is kept. */
export function isFatal(error: unknown): boolean {
  return error instanceof Error && 'fatal' in error && error.fatal === true
}

/**
 * All that the rest of the bot knows of encryption. Errors with `retryable: true` make the message wait and be tried again, those
 * with `fatal: true` make it wait for the next start; any other error sets the message aside.
 */
export interface RoomEncryption extends AsyncDisposable {
  /** Called once, after login and before the first sync. */
  prepare(options: PrepareOptions): Promise<void>
  /**
   * Called once after `prepare`, while the first sync may be under way. Compares the identity with the homeserver's and mends what is
   * missing there; rejects if only a person can.
   */
  confirmIdentity(): Promise<void>
  /** Called after a new login on the same device; the homeserver may have forgotten the device's keys with the old session. */
  sessionRenewed(): Promise<void>
  /**
   * Called for each sync response before its events are queued and its token is stored; what it was given must be durable
   * when it resolves. Requests to the homeserver belong into a queue of its own: a fault there must not fail the sync, unless
   * it is fatal.
   */
  receiveUpdate(update: EncryptionUpdate): Promise<void>
  /** Called after `receiveUpdate`, once, for the state events of the same response. */
  receiveState(rooms: readonly RoomStateUpdate[]): void
  /**
   * For each young event of a room that is not encrypted and that somebody else sent; anything but a verification is left
   * alone. What comes encrypted is seen by `decrypt`.
   */
  receiveVerification(event: VerificationEvent): void
  decrypt(event: EncryptedEvent): Promise<Decryption>
  /** Returns `event` as it is if the room is known to be unencrypted; throws a retryable error if that is unknown. */
  encrypt(roomId: RoomId, event: OutgoingEvent): Promise<OutgoingEvent>
}
