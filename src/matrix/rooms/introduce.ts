import type { Reply } from '../../replies/types.ts'
import type { Handling } from '../inbound/handling.ts'
import { nothingToSend } from '../inbound/handling.ts'
import { toOutgoing } from '../outbound/outgoing.ts'
import type { RoomEncryption } from '../ports/encryption.ts'
import type { RoomId } from '../ports/ids.ts'
import { encodeReply } from '../outbound/encode-reply.ts'
import type { RoomRegistry } from './room-registry.ts'

export interface IntroduceOptions {
  readonly registry: RoomRegistry
  readonly encryption: Pick<RoomEncryption, 'encrypt'>
  readonly introduction: () => Reply
}

/** Says once who the bot is. The transaction id belongs to the room, so that a crash in between doesn't make it twice. */
export function createIntroduce({ registry, encryption, introduction }: IntroduceOptions) {
  return async (roomId: RoomId): Promise<Handling> => {
    const { introduced, membership } = registry.get(roomId)
    if (introduced || membership !== 'joined') return nothingToSend
    const content = encodeReply(introduction(), undefined)
    const entry = await toOutgoing(encryption, { roomId, cause: `introduction:${roomId}`, content })
    registry.update(roomId, { introduced: true })
    return { kind: 'settled', outgoing: [entry] }
  }
}
