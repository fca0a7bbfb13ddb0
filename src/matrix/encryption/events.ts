import type { RoomId } from '../ids.ts'

/** What encryption has to say to the operator. Never a text, a key or a display name. */
export type EncryptionReport =
  | {
      readonly kind: 'identity'
      readonly outcome: 'created' | 'imported' | 'present' | 'recovery-key-missing'
    }
  | { readonly kind: 'request-refused'; readonly error: unknown }
  /** Somebody's client decided not to give the bot a key. */
  | { readonly kind: 'key-withheld'; readonly roomId: RoomId; readonly code: string }
  | { readonly kind: 'undecryptable'; readonly roomId: RoomId; readonly reason: string }

export interface EncryptionReporter {
  report(report: EncryptionReport): void
}
