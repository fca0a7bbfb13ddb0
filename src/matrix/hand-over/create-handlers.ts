import type { BotOptions } from '../bot-options.ts'
import type { UserEventHandler } from '../conversation/user-event.ts'
import type { Question } from '../conversation/answers.ts'
import type { Limits } from '../inbound/limits.ts'
import type { RoomEncryption } from '../ports/encryption.ts'
import type { EventId, RoomId, UserId } from '../ports/ids.ts'
import type { BotNames } from '../inbound/addressing.ts'
import type { RoomMessage } from '../inbound/room-message.ts'
import type { RoomApi } from '../rooms/room-api.ts'
import type { RoomKind } from '../rooms/room-kinds.ts'
import type { RoomRegistry } from '../rooms/room-registry.ts'
import { createServiceDesk } from '../rooms/service-desk.ts'
import { createFollowCopies } from './follow-copies.ts'
import { createHandOvers } from './hand-overs.ts'
import { createNameOf } from './name-of.ts'
import { createMayOffer } from './offer.ts'
import { createPointToThread } from './point-to-thread.ts'
import { createRelay } from './relay.ts'
import { createRemovePassed } from './remove-passed.ts'
import { createSides } from './sides.ts'
import { createTakeConsent } from './take-consent.ts'

export type HandOverOptions = Pick<BotOptions, 'core' | 'settings' | 'outbox' | 'events' | 'now'>

export interface HandOverParts {
  readonly api: Pick<RoomApi, 'state'>
  readonly encryption: Pick<RoomEncryption, 'encrypt'>
  readonly registry: RoomRegistry
  readonly serviceDesk: () => RoomId | undefined
  readonly limits: Limits
  readonly bot: BotNames
  readonly kindOf: (roomId: RoomId) => Promise<RoomKind>
  readonly fetchMessage: (roomId: RoomId, eventId: EventId) => Promise<RoomMessage | undefined>
  readonly isSupport: (userId: UserId) => boolean
}

/** Handlers of everything that people can do to have the service desk answer; each is asked in its turn. */
export interface HandOverHandlers {
  readonly mayOffer: (question: Question) => Promise<boolean>
  readonly followCopies: UserEventHandler
  readonly relay: UserEventHandler
  readonly remove: UserEventHandler
  readonly takeConsent: UserEventHandler
  readonly pointToThread: UserEventHandler
}

const nothing: UserEventHandler = () => Promise.resolve(undefined)

export function createHandOverHandlers(options: HandOverOptions, parts: HandOverParts): HandOverHandlers {
  const { core, settings, outbox: messages, events, now } = options
  const { encryption, registry, limits, bot, kindOf, fetchMessage, isSupport } = parts
  if (settings.handOver === undefined) return withoutHandOver
  const { days, ticketUrl, contact } = settings.handOver
  const nameOf = createNameOf(parts.api)
  const handOvers = createHandOvers(messages, { days, now })
  const sides = createSides({ encryption, messages, nameOf, days, contact })
  const serviceDesk = createServiceDesk(parts.serviceDesk, registry, now)
  const shared = { messages, handOvers, sides, events, bot }
  return {
    mayOffer: createMayOffer({ handOvers, serviceDesk, kindOf }),
    followCopies: createFollowCopies({ ...shared, registry, limits, fetchMessage }),
    relay: createRelay({ ...shared, registry, limits, ticketUrl }),
    remove: createRemovePassed({ ...shared, isSupport }),
    takeConsent: createTakeConsent({
      ...shared,
      ...{ core, encryption, serviceDesk, kindOf, fetchMessage, nameOf, days },
    }),
    pointToThread: createPointToThread({ ...shared, encryption, days }),
  }
}

const withoutHandOver: HandOverHandlers = {
  mayOffer: () => Promise.resolve(false),
  ...{ followCopies: nothing, relay: nothing, remove: nothing, takeConsent: nothing, pointToThread: nothing },
}
