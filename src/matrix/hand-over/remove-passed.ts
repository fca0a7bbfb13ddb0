import type { UserEventHandler } from '../conversation/user-event.ts'
import { isKey } from '../conversation/keys.ts'
import type { OwnMessages } from '../ports/queues.ts'
import { nothingToSend } from '../inbound/handling.ts'
import type { UserId } from '../ports/ids.ts'
import type { HandOvers } from './hand-overs.ts'
import type { Sides } from './sides.ts'
import { takeBack } from './take-back.ts'

export interface RemovePassedOptions {
  readonly messages: Pick<OwnMessages, 'sentAs'>
  readonly handOvers: HandOvers
  readonly sides: Sides
  readonly isSupport: (userId: UserId) => boolean
}

/** Takes back what belongs to a hand-over and a support person puts a waste basket to. */
export function createRemovePassed({
  messages,
  handOvers,
  sides,
  isSupport,
}: RemovePassedOptions): UserEventHandler {
  return async (event, { roomId }) => {
    if (event.kind !== 'reaction' || !isKey(event.key, '🗑️')) return undefined
    const own = messages.sentAs(event.target)
    const handOver = handOvers.of(own)
    if (own?.roomId !== roomId || handOver === undefined) return undefined
    if (!isSupport(event.sender)) return nothingToSend
    return { kind: 'settled', outgoing: await takeBack(sides, handOver, own) }
  }
}
