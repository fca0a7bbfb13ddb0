import { readEvent } from '../inbound/read-event.ts'
import type { RoomEncryption } from '../ports/encryption.ts'
import type { EventId, RoomId } from '../ports/ids.ts'
import { at } from '../client/json.ts'
import { decodeEvent, decodePointedMessage } from '../inbound/decode-event.ts'
import type { RoomMessage } from '../inbound/room-message.ts'
import type { RoomApi } from '../rooms/room-api.ts'
import { decodeRoomEvent } from '../ports/room-event.ts'
import type { RoomEvent } from '../ports/room-event.ts'

export interface FetchMessageOptions {
  readonly api: Pick<RoomApi, 'event' | 'edits'>
  readonly encryption: Pick<RoomEncryption, 'decrypt'>
}

/** Fetches a text message in its newest wording; undefined if there is none that the bot can read. */
export function createFetchMessage({ api, encryption }: FetchMessageOptions) {
  const read = async (roomId: RoomId, event: RoomEvent) => {
    const result = await readEvent(encryption, roomId, event)
    return result.kind === 'readable' ? result.event : undefined
  }
  return async (roomId: RoomId, eventId: EventId): Promise<RoomMessage | undefined> => {
    // Not every homeserver tells with an event that it was edited, so the edits are asked for.
    const [raw, edits] = await Promise.all([api.event(roomId, eventId), api.edits(roomId, eventId)])
    const original = decodeRoomEvent(raw)
    const event = original && (await read(roomId, original))
    const message = event && decodePointedMessage(roomId, event)
    if (message === undefined || edits === undefined) return undefined
    const newest = newestEdit(edits, message)
    if (newest === undefined) return message
    const readable = await read(roomId, newest)
    const edit = readable && decodeEvent(roomId, readable)
    // Not an older wording either: it may be just what the person no longer wants to have said.
    if (edit?.kind !== 'edit') return undefined
    return { ...message, body: edit.message.body, html: edit.message.html }
  }
}

/** Only who wrote a message can edit it, and the relation stays outside of what is encrypted. */
function newestEdit(edits: readonly unknown[], { eventId, sender }: RoomMessage): RoomEvent | undefined {
  return edits
    .map(decodeRoomEvent)
    .filter((edit) => edit?.sender === sender && isEditOf(edit, eventId))
    .reduce((newest, edit) => (isNewer(edit, newest) ? edit : newest), undefined)
}

function isEditOf({ content }: RoomEvent, eventId: EventId): boolean {
  const relation = at(content, 'm.relates_to')
  return at(relation, 'rel_type') === 'm.replace' && at(relation, 'event_id') === eventId
}

/** As the specification orders edits: by their time, then by their id. */
function isNewer(edit: RoomEvent | undefined, than: RoomEvent | undefined): boolean {
  if (edit === undefined || than === undefined) return edit !== undefined
  return edit.timestamp === than.timestamp ? edit.eventId > than.eventId : edit.timestamp > than.timestamp
}
