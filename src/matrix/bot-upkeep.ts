import type { BotContext } from './bot-context.ts'
import { wakeRooms } from './bot-senders.ts'
import type { RoomLanes } from './inbound/room-lanes.ts'
import type { Workers } from './inbound/workers.ts'
import { repeatInvitations } from './rooms/repeat-invitations.ts'

/** How often events that wait for their key are looked at again, in milliseconds; their key wakes them at once. */
const parkedLookMs = 60_000
/** How often invitations that still stand are looked at again, in milliseconds. */
const invitationsLookMs = 3_600_000

type Wakeable = Pick<Workers, 'wake'>

/** Takes up what an earlier process left behind. */
export function takeUpWork(
  { options: { inbox, outbox } }: BotContext,
  workers: Wakeable,
  senders: RoomLanes,
): void {
  inbox.wake()
  wakeRooms(senders, outbox.waitingRooms())
  wakeRooms(workers, inbox.waitingRooms())
}

/** Looks now and then at what waits for its key: in time, a person has to be told that the key didn't come. */
export function keepLookingAtParked({ options: { inbox }, resources }: BotContext, workers: Wakeable): void {
  repeat(resources, parkedLookMs, () => {
    if (inbox.wake() > 0) wakeRooms(workers, inbox.waitingRooms())
  })
}

export function keepRepeatingInvitations(
  { options, registry, resources }: BotContext,
  workers: Wakeable,
): void {
  const { inbox, now } = options
  const look = () => {
    wakeRooms(workers, repeatInvitations({ registry, inbox, now }))
  }
  look()
  repeat(resources, invitationsLookMs, look)
}

function repeat(resources: AsyncDisposableStack, everyMs: number, work: () => void): void {
  const timer = setInterval(work, everyMs)
  resources.defer(() => {
    clearInterval(timer)
  })
}
