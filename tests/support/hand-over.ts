import { Limits } from '../../src/matrix/inbound/limits.ts'
import type { UserEvent } from '../../src/matrix/conversation/user-event.ts'
import { createFollowCopies } from '../../src/matrix/hand-over/follow-copies.ts'
import { createHandOvers } from '../../src/matrix/hand-over/hand-overs.ts'
import { createMayOffer } from '../../src/matrix/hand-over/offer.ts'
import { createRelay } from '../../src/matrix/hand-over/relay.ts'
import { createSides } from '../../src/matrix/hand-over/sides.ts'
import { createTakeConsent } from '../../src/matrix/hand-over/take-consent.ts'
import type { RoomMessage } from '../../src/matrix/inbound/room-message.ts'
import { unknownRoom } from '../../src/matrix/rooms/room-facts.ts'
import type { RoomKind } from '../../src/matrix/rooms/room-kinds.ts'
import {
  anna,
  ben,
  echoCore,
  echoed,
  eventId,
  Mailbox,
  messageOf,
  reaction,
  room,
  roomId,
  userId,
} from './conversation.ts'
import type { Delivered } from './conversation.ts'

export const desk = roomId('desk')
export const question = messageOf('question', 'Wie lange? <b>@room</b>')

/** How the service desk says something below the first post. */
export const inThread = { roomId: desk, sender: ben, thread: eventId('own3') }

export const say = (body: string, more: Partial<RoomMessage> = {}): UserEvent => ({
  kind: 'message',
  message: messageOf(`m-${body}`, body, more),
})
export const bodies = (delivered: readonly Delivered[] | undefined) =>
  delivered?.map(({ content }) => content['body'])

/** A direct message of Anna's, the room of the service desk, and what happens between them. */
export class HandOverStage implements Disposable {
  readonly mailbox = new Mailbox()
  readonly steps: string[] = []
  /** Rooms that the bot is not in. */
  readonly left = new Set<string>()
  readonly encrypted = new Set<string>()
  now = 0
  kind: RoomKind = 'direct'
  deskIsThere = true
  /** Anna's display name. */
  name: string | undefined
  fetched: RoomMessage | undefined = question
  perMinute = 0

  constructor() {
    this.mailbox.offers = true
  }

  handlers() {
    const messages = this.mailbox.outbox
    const now = () => this.now
    const handOvers = createHandOvers(messages, { days: 7, now })
    const nameOf = () => Promise.resolve(this.name)
    const encryption = { encrypt: <T>(_: unknown, event: T) => Promise.resolve(event) }
    const sides = createSides({ encryption, messages, nameOf, days: 7 })
    const limits = new Limits({ perPersonPerMinute: this.perMinute, perRoomPerMinute: 0 }, now)
    const serviceDesk = () => (this.deskIsThere ? desk : undefined)
    const kindOf = () => Promise.resolve(this.kind)
    const bot = { userId: userId('bot'), names: ['Bot'] }
    const membership = (id: string) => (this.left.has(id) ? ('left' as const) : ('joined' as const))
    const encrypted = (id: string) => this.encrypted.has(id)
    const registry = {
      get: (id: string) => ({ ...unknownRoom, membership: membership(id), encrypted: encrypted(id) }),
    }
    const events = {
      handOver: ({ step }: { step: string }) => void this.steps.push(step),
      limited: () => undefined,
    }
    const fetchMessage = () => Promise.resolve(this.fetched)
    const shared = { messages, handOvers, sides, events, bot, limits, registry, fetchMessage }
    return {
      mayOffer: createMayOffer({ handOvers, serviceDesk, kindOf }),
      takeConsent: createTakeConsent({
        ...shared,
        ...{ core: echoCore, encryption, serviceDesk, kindOf, nameOf, days: 7 },
      }),
      relay: createRelay({ ...shared, ticketUrl: 'https://tickets.test/{ticket}' }),
      followCopies: createFollowCopies(shared),
    }
  }

  /** To be delivered as `$own1` with its reaction `$own2` for the first question, and so on. */
  decline(target = 'question') {
    const outcome = echoed({ text: 'Wo?', addressing: 'direct' })
    if (outcome.kind === 'ignore') throw new Error('is declined')
    return this.mailbox.answers.queueAnswer(outcome, {
      ...{ roomId: room, cause: target, questionId: eventId(target), asker: anna },
      target: { eventId: eventId(target), sender: anna, thread: undefined },
      utterance: { addressing: 'direct' },
    })
  }

  consent(event: UserEvent, where = room, id = 'consent') {
    const place = { roomId: where, eventId: eventId(id) }
    return this.mailbox.handle(this.handlers().takeConsent(event, place))
  }

  relay(event: UserEvent) {
    return this.mailbox.handle(this.handlers().relay(event, { roomId: room, eventId: eventId('m') }))
  }

  /** The post becomes `$own3`, the confirmation `$own4`. */
  async handOver() {
    this.mailbox.deliver(await this.decline())
    return this.consent(reaction('own1', '✅'))
  }

  [Symbol.dispose](): void {
    this.mailbox[Symbol.dispose]()
  }
}
