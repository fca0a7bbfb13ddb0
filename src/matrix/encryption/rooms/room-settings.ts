import * as v from '../../../documents/valibot.ts'

export const megolm = 'm.megolm.v1.aes-sha2'

/** A room's settings for the encryption of its messages. */
export interface EncryptionOfRoom {
  readonly algorithm: string
  /** Milliseconds after which a new room key is due. */
  readonly rotationMs: number
  /** Messages after which a new room key is due. */
  readonly rotationMessages: number
  /** Milliseconds for which others may go on using a key of theirs; they follow the room, whatever it says. */
  readonly othersRotationMs: number
}

// The specification's defaults: a week, a hundred messages.
const defaultRotationMs = 7 * 24 * 3600 * 1000
const defaultRotationMessages = 100
/** A room that wants its keys used for longer than that isn't given so much room on disk. */
const longestRotationMs = 90 * 24 * 3600 * 1000

const positive = v.pipe(v.number(), v.safeInteger(), v.minValue(1))

const encryptionContent = v.object({
  algorithm: v.fallback(v.string(), megolm),
  // Something unreadable must not turn encryption off, so each field falls back by itself.
  rotation_period_ms: v.fallback(positive, defaultRotationMs),
  rotation_period_msgs: v.fallback(positive, defaultRotationMessages),
})

/** Reads `m.room.encryption`. Whatever it says, a room that has it is encrypted. */
export function readEncryption(content: unknown): EncryptionOfRoom {
  const object = typeof content === 'object' && content !== null ? content : {}
  const read = v.parse(encryptionContent, object)
  return {
    algorithm: read.algorithm,
    // Longer than the default is no wish that needs to be followed: it would only let a key be in use for longer.
    rotationMs: Math.min(read.rotation_period_ms, defaultRotationMs),
    rotationMessages: Math.min(read.rotation_period_msgs, defaultRotationMessages),
    othersRotationMs: Math.min(Math.max(read.rotation_period_ms, defaultRotationMs), longestRotationMs),
  }
}

const storedEncryption = v.object({
  algorithm: v.string(),
  rotationMs: v.number(),
  rotationMessages: v.number(),
  othersRotationMs: v.optional(v.number(), defaultRotationMs),
})

export function parseStoredEncryption(value: unknown): EncryptionOfRoom {
  return v.parse(storedEncryption, value)
}

export type HistoryVisibility = 'invited' | 'joined' | 'shared' | 'world_readable'

const historyContent = v.object({
  history_visibility: v.picklist(['invited', 'joined', 'shared', 'world_readable']),
})

/** Reads `m.room.history_visibility`; `shared` is what the specification takes for everything else. */
export function readHistoryVisibility(content: unknown): HistoryVisibility {
  const read = v.safeParse(historyContent, content)
  return read.success ? read.output.history_visibility : 'shared'
}
