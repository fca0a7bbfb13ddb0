import type { OwnMessages } from '../ports/queues.ts'
import type { UserId } from '../ports/ids.ts'
import type { UserEventHandler } from './user-event.ts'
import { isKey } from './keys.ts'
import { readRecordedIn } from './answer-record.ts'
import { takeBack } from './take-back.ts'

export interface RemoveOptions {
  readonly messages: Pick<OwnMessages, 'sentAs' | 'reactionsTo'>
  readonly isSupport: (userId: UserId) => boolean
}

/** Takes back what a support person puts a waste basket to. */
export function createRemoveAnswer({ messages, isSupport }: RemoveOptions): UserEventHandler {
  return (event, { roomId }) => {
    if (event.kind !== 'reaction' || !isKey(event.key, '🗑️')) return Promise.resolve(undefined)
    const message = readRecordedIn(roomId, messages.sentAs(event.target))
    const outgoing = message && isSupport(event.sender) ? takeBack(messages, roomId, message) : []
    return Promise.resolve({ kind: 'settled', outgoing })
  }
}
