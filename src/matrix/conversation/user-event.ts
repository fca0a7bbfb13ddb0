import type { Handling } from '../inbound/handling.ts'
import type { EventId, RoomId } from '../ports/ids.ts'
import type { DecodedEvent } from '../inbound/room-message.ts'

/** An event by which a person takes part in a conversation. */
export type UserEvent = Extract<
  DecodedEvent,
  { kind: 'message' | 'attachment' | 'edit' | 'reaction' | 'redaction' }
>

export interface Place {
  readonly roomId: RoomId
  /** The event that happened. */
  readonly eventId: EventId
}

/** Handles one thing that the bot can do in a conversation. Undefined leaves the event to the next handler. */
export type UserEventHandler = (event: UserEvent, place: Place) => Promise<Handling | undefined>

/** Asks one handler after the other, until one has handled the event. */
export function firstOf(handlers: readonly UserEventHandler[]): UserEventHandler {
  return async (event, place) => {
    for (const handle of handlers) {
      const handling = await handle(event, place)
      if (handling !== undefined) return handling
    }
    return undefined
  }
}

/** Asks all handlers, and sends what any of them has to say. */
export function allOf(handlers: readonly UserEventHandler[]): UserEventHandler {
  return async (event, place) => {
    const handlings: (Handling | undefined)[] = []
    for (const handle of handlers) handlings.push(await handle(event, place))
    const settled = handlings.filter((handling) => handling?.kind === 'settled')
    if (settled.length === 0) return undefined
    return { kind: 'settled', outgoing: settled.flatMap(({ outgoing }) => outgoing) }
  }
}
