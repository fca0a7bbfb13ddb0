import type { RoomEncryption } from '../ports/encryption.ts'
import type { RoomId } from '../ports/ids.ts'
import { at, isObject } from '../client/json.ts'
import type { RoomEvent } from '../ports/room-event.ts'

export type ReadEvent =
  | { readonly kind: 'readable'; readonly event: RoomEvent }
  | { readonly kind: 'missing-key'; readonly reason: string }
  | { readonly kind: 'undecryptable'; readonly reason: string }

/** The event itself, or what an encrypted one contains. */
export async function readEvent(
  encryption: Pick<RoomEncryption, 'decrypt'>,
  roomId: RoomId,
  event: RoomEvent,
): Promise<ReadEvent> {
  if (event.type !== 'm.room.encrypted') return { kind: 'readable', event }
  const { eventId, sender, timestamp, content } = event
  const decryption = await encryption.decrypt({ roomId, eventId, sender, timestamp, content })
  if (decryption.kind !== 'decrypted') return decryption
  // Only messages and reactions are sent encrypted; state inside an encrypted event means nothing.
  const inner = withRelation(decryption.content, content)
  return { kind: 'readable', event: { ...event, type: decryption.type, content: inner } }
}

/** The relation stands outside of the encrypted part, where homeservers can read it. */
function withRelation(inner: unknown, outer: unknown): unknown {
  const relation = at(outer, 'm.relates_to')
  return isObject(inner) && relation !== undefined ? { ...inner, 'm.relates_to': relation } : inner
}
