import type { Introduced } from '../../replies/introduction.ts'
import type { Reply } from '../../replies/types.ts'
import type { Handling } from '../inbound/handling.ts'
import { nothingToSend } from '../inbound/handling.ts'
import { toOutgoing } from '../outbound/outgoing.ts'
import type { RoomEncryption } from '../ports/encryption.ts'
import type { RoomId } from '../ports/ids.ts'
import { encodeReply } from '../outbound/encode-reply.ts'
import type { RoomKinds } from './room-kinds.ts'
import type { RoomRegistry } from './room-registry.ts'

export interface IntroduceOptions {
  readonly registry: RoomRegistry
  readonly kinds: RoomKinds
  readonly encryption: Pick<RoomEncryption, 'encrypt'>
  /** Undefined if the bot is to enter rooms without a word. */
  readonly introduction: ((kind: Introduced) => Reply) | undefined
}

/** Says once who the bot is. The transaction id belongs to the room, so that a crash in between doesn't make it twice. */
export function createIntroduce(options: IntroduceOptions) {
  const { registry, kinds, encryption, introduction } = options
  return async (roomId: RoomId): Promise<Handling> => {
    const { introduced, membership } = registry.get(roomId)
    if (introduced || membership !== 'joined' || introduction === undefined) return nothingToSend
    const kind = await kinds.kindOf(roomId)
    registry.update(roomId, { introduced: true })
    if (kind === 'direct' && (await knowsInviter(options, roomId))) return nothingToSend
    const content = encodeReply(introduction(kind), undefined)
    const entry = await toOutgoing(encryption, { roomId, cause: `introduction:${roomId}`, content })
    return { kind: 'settled', outgoing: [entry] }
  }
}

/** True if the bot has introduced itself to the person in another direct message. */
async function knowsInviter({ registry, kinds }: IntroduceOptions, roomId: RoomId): Promise<boolean> {
  const { inviter } = registry.get(roomId)
  for (const other of registry.joined()) {
    const facts = registry.get(other)
    if (other === roomId || inviter === undefined || facts.inviter !== inviter || !facts.introduced) continue
    if ((await kinds.kindOf(other)) === 'direct') return true
  }
  return false
}
