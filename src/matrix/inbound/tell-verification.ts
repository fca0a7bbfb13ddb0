import type { Reply } from '../../replies/types.ts'
import type { BotEvents } from '../ports/bot-events.ts'
import type { RoomEncryption, VerificationNews } from '../ports/encryption.ts'
import { withRetries } from '../client/backoff.ts'
import type { RoomId, UserId } from '../ports/ids.ts'
import { encodeReply } from '../outbound/encode-reply.ts'
import type { RoomRegistry } from '../rooms/room-registry.ts'
import type { OutgoingEntry } from '../ports/queues.ts'
import { toOutgoing } from '../outbound/outgoing.ts'

export interface TellVerificationOptions {
  readonly registry: Pick<RoomRegistry, 'joined' | 'get'>
  readonly encryption: Pick<RoomEncryption, 'encrypt'>
  readonly verificationNotice: (reason: VerificationNews['reason']) => Reply
  readonly queue: (roomId: RoomId, entry: OutgoingEntry) => void
  readonly events: Pick<BotEvents, 'delayed' | 'dropped'>
  readonly signal: AbortSignal
  readonly random: () => number
}

const attempts = 5

/**
 * Tells a person whom to ask for the bot's emoji, or that their verification of the bot came to nothing: where they began it, or in
 * the direct message that they have with the bot. Who has none only sees it in their client.
 */
export function createTellVerification(options: TellVerificationOptions) {
  const { registry, encryption, verificationNotice, queue, events, signal, random } = options
  return async ({ user, roomId: begun, flowId, reason }: VerificationNews): Promise<void> => {
    const roomId = begun ?? directRoomWith(user, registry)
    if (roomId === undefined) return
    const content = encodeReply(verificationNotice(reason), undefined)
    // One sentence while they compare and one about the end, if it is none.
    const cause = reason === 'comparing' ? `comparing:${flowId}` : `verification:${flowId}`
    const make = () => toOutgoing(encryption, { roomId, cause, content })
    const onRetry = (error: unknown, retryInMs: number) => {
      events.delayed({ roomId, error, retryInMs })
    }
    try {
      queue(roomId, await withRetries(make, { attempts, signal, random, onRetry }))
    } catch (error) {
      if (!signal.aborted) events.dropped({ roomId, reason: 'refused', error })
    }
  }
}

/** A room for two into which the person invited the bot. */
function directRoomWith(user: UserId, registry: TellVerificationOptions['registry']): RoomId | undefined {
  return registry.joined().find((roomId) => {
    const { inviter, joinedCount } = registry.get(roomId)
    return inviter === user && joinedCount === 2
  })
}
