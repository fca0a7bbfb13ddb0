import type { Handling } from '../inbound/handling.ts'
import type { EventId, RoomId } from '../ports/ids.ts'
import type { DecodedEvent } from '../inbound/room-message.ts'

/** What people do in a conversation. */
export type Happening = Extract<
  DecodedEvent,
  { kind: 'message' | 'attachment' | 'edit' | 'reaction' | 'redaction' }
>

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

/** Asks both features, and sends what either has to say. */
export function bothOf(first: Feature, second: Feature): Feature {
  return async (happening, place) => {
    const handlings = [await first(happening, place), await second(happening, place)]
    const settled = handlings.filter((handling) => handling?.kind === 'settled')
    if (settled.length === 0) return undefined
    return { kind: 'settled', outgoing: settled.flatMap(({ outgoing }) => outgoing) }
  }
}
