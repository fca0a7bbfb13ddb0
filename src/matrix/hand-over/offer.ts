import type { Question } from '../conversation/answers.ts'
import type { EventId, UserId, RoomId } from '../ports/ids.ts'
import type { RoomKind } from '../rooms/room-kinds.ts'
import type { ServiceDesk } from '../rooms/service-desk.ts'
import type { HandOvers } from './hand-overs.ts'

/** Questions of one person that may be open at the service desk at the same time. */
const maxOpen = 3

export interface OfferOptions {
  readonly handOvers: HandOvers
  readonly serviceDesk: ServiceDesk
  readonly kindOf: (roomId: RoomId) => Promise<RoomKind>
}

/** True if a question may be handed over once its asker consents: one of a direct message that is not there yet. */
export function createMayOffer({ handOvers, serviceDesk, kindOf }: OfferOptions) {
  return async ({ roomId, asker, targetId }: Question): Promise<boolean> => {
    if (serviceDesk(roomId) === undefined || hasTooMany(handOvers, asker)) return false
    if (isHandedOver(handOvers, targetId)) return false
    return (await kindOf(roomId)) === 'direct'
  }
}

/** Unless its asker took that back. */
export const isHandedOver = (handOvers: HandOvers, question: EventId): boolean =>
  handOvers.by('question', question).some(({ isWithdrawn }) => !isWithdrawn)

export const hasTooMany = (handOvers: HandOvers, person: UserId): boolean =>
  handOvers.by('asker', person).filter(({ isOpen }) => isOpen).length >= maxOpen
