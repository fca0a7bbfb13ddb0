import type { WaitingStep } from './bot-events.ts'
import type { RoomId, UserId } from './ids.ts'

/** Why a client may give the bot no key, as the specification has it. What others make up is `other`. */
export const withheldCodes = [
  'm.unverified',
  'm.blacklisted',
  'm.unauthorised',
  'm.unavailable',
  'm.no_olm',
  'm.history_not_shared',
  'other',
] as const

export type WithheldCode = (typeof withheldCodes)[number]

/** Both since the key store was made. */
export interface EncryptionCounts {
  /** Events that could not be decrypted. */
  readonly undecryptable: number
  /** Keys that others withheld. */
  readonly withheld: ReadonlyMap<WithheldCode, number>
}

/** A report of the encryption to the operator. Holds no text, key or display name. */
export type EncryptionReport =
  | {
      readonly kind: 'identity'
      readonly outcome: 'created' | 'imported' | 'present' | 'recovery-key-missing'
    }
  /** The start, or what follows a new login, gets no answer from the homeserver that it could go on with. */
  | {
      readonly kind: 'waiting'
      readonly step: Exclude<WaitingStep, 'login'>
      readonly error: unknown
      readonly retryInMs: number
    }
  | { readonly kind: 'request-refused'; readonly error: unknown }
  /** At the start, what earlier processes have counted. */
  | ({ readonly kind: 'counted' } & EncryptionCounts)
  /** How many keys others can still use to reach the device, as the homeserver says. */
  | { readonly kind: 'one-time-keys'; readonly number: number }
  /** Somebody's client decided not to give the bot a key. */
  | { readonly kind: 'key-withheld'; readonly roomId: RoomId; readonly code: WithheldCode }
  | { readonly kind: 'undecryptable'; readonly roomId: RoomId; readonly reason: string }
  | ({ readonly kind: 'verification'; readonly user: UserId } & VerificationStep)

export type VerificationStep =
  /** For the operator to compare with what the person sees: seven emoji with their English names. */
  | { readonly outcome: 'emoji'; readonly emoji: readonly string[] }
  /** `mismatched`: the person saw other emoji, so that somebody may stand between them and the bot. */
  | { readonly outcome: 'done' | 'declined' | 'interrupted' | 'mismatched' }
  | { readonly outcome: 'failed'; readonly error: unknown }

export interface EncryptionReporter {
  report(report: EncryptionReport): void
}
