import { readEvent } from '../inbound/read-event.ts'
import type { RoomEncryption } from '../ports/encryption.ts'
import { isEventId } from '../ports/ids.ts'
import type { EventId, RoomId } from '../ports/ids.ts'
import { at } from '../client/json.ts'
import { decodeEvent, decodePointedMessage } from '../inbound/decode-event.ts'
import type { RoomMessage } from '../inbound/room-message.ts'
import type { RoomApi } from '../rooms/room-api.ts'
import { decodeRoomEvent } from '../ports/room-event.ts'

export interface FetchMessageOptions {
  readonly api: Pick<RoomApi, 'event'>
  readonly encryption: Pick<RoomEncryption, 'decrypt'>
}

/** Fetches a text message in its newest wording; undefined if there is none that the bot can read. */
export function createFetchMessage({ api, encryption }: FetchMessageOptions) {
  const read = async (roomId: RoomId, raw: unknown) => {
    const event = decodeRoomEvent(raw)
    const result = event && (await readEvent(encryption, roomId, event))
    return result?.kind === 'readable' ? result.event : undefined
  }
  return async (roomId: RoomId, eventId: EventId): Promise<RoomMessage | undefined> => {
    const raw = await api.event(roomId, eventId)
    const event = await read(roomId, raw)
    const message = event && decodePointedMessage(roomId, event)
    const editId = at(raw, 'unsigned', 'm.relations', 'm.replace', 'event_id')
    if (message === undefined || !isEventId(editId)) return message
    const newest = await read(roomId, await api.event(roomId, editId))
    const edit = newest && decodeEvent(roomId, newest)
    // Not the first wording either: it may be just what the person no longer wants to have said.
    if (edit?.kind !== 'edit' || edit.edited !== eventId || edit.message.sender !== message.sender)
      return undefined
    return { ...message, body: edit.message.body, html: edit.message.html }
  }
}
