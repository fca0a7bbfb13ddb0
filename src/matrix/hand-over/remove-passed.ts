import type { Feature } from '../conversation/feature.ts'
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
export function createRemovePassed({ messages, handOvers, sides, isSupport }: RemovePassedOptions): Feature {
  return async (happening, { roomId }) => {
    if (happening.kind !== 'reaction' || !isKey(happening.key, '🗑️')) return undefined
    const own = messages.sentAs(happening.target)
    const handOver = handOvers.of(own)
    if (own?.roomId !== roomId || handOver === undefined) return undefined
    if (!isSupport(happening.sender)) return nothingToSend
    return { kind: 'settled', outgoing: await takeBack(sides, handOver, own) }
  }
}
