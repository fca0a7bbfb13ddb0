import type { Handling } from '../delivery/handling.ts'
import type { EventId, RoomId } from '../ids.ts'
import type { DecodedEvent } from '../messages/room-message.ts'

/** What people do in a conversation. */
export type Happening = Extract<DecodedEvent, { kind: 'message' | 'edit' | 'reaction' | 'redaction' }>

export interface Place {
  readonly roomId: RoomId
  /** The event that happened. */
  readonly eventId: EventId
}

/** One thing that the bot can do in a conversation. Undefined leaves the happening to the next feature. */
export type Feature = (happening: Happening, place: Place) => Promise<Handling | undefined>

/** Asks one feature after the other. */
export function firstOf(features: readonly Feature[]): Feature {
  return async (happening, place) => {
    for (const feature of features) {
      const handling = await feature(happening, place)
      if (handling !== undefined) return handling
    }
    return undefined
  }
}
