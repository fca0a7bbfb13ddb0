import { createLanes } from './bot-context.ts'
import type { BotContext } from './bot-context.ts'
import type { RoomLanes } from './inbound/room-lanes.ts'
import { createTellVerification } from './inbound/tell-verification.ts'
import { createSender } from './outbound/sender.ts'
import { isRoomId } from './ports/ids.ts'

/** Rooms sent to at the same time. */
const sentTo = 64

/** Sends what the outbox holds, room by room. */
export function createSenders(context: BotContext): RoomLanes {
  const { client, encryption, resources, renew, watch } = context
  const { settings, outbox, events, now, random } = context.options
  const step = createSender({
    ...{ outbox, requester: client, encryption, events, now, random, maxAgeMs: settings.maxAgeMs },
    onReleased: (rooms) => {
      wakeRooms(senders, rooms)
    },
    onLoggedOut: (error) => {
      watch(
        renew(error).then(() => {
          senders.hurry()
        }),
      )
    },
  })
  const senders = createLanes(context, step, sentTo)
  resources.defer(() => senders.drained())
  return senders
}

/** Tells people in their rooms what came of comparing keys with the bot. */
export function createVerificationNews(context: BotContext, senders: RoomLanes, signal: AbortSignal) {
  const { registry, encryption } = context
  const { outbox, events, random, sentences } = context.options
  return createTellVerification({
    ...{ registry, encryption, events, random, signal },
    verificationNotice: sentences.verificationNotice,
    queue: (roomId, entry) => {
      outbox.add(entry)
      senders.wake(roomId)
    },
  })
}

/** Has work looked for in rooms; ids that are none, from an older store, are passed over. */
export function wakeRooms(lanes: Pick<RoomLanes, 'wake'>, rooms: Iterable<string>): void {
  for (const roomId of rooms) if (isRoomId(roomId)) lanes.wake(roomId)
}
