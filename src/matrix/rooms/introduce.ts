import type { Introduced } from '../../replies/notices.ts'
import type { Reply } from '../../replies/types.ts'
import type { Handling } from '../inbound/handling.ts'
import { nothingToSend } from '../inbound/handling.ts'
import { toOutgoing } from '../outbound/outgoing.ts'
import { at } from '../client/json.ts'
import type { RoomEncryption } from '../ports/encryption.ts'
import type { RoomId, UserId } from '../ports/ids.ts'
import { encodeReply } from '../outbound/encode-reply.ts'
import type { ConfirmUpgrade } from './confirm-upgrade.ts'
import { maySend } from './power-levels.ts'
import type { RoomApi } from './room-api.ts'
import type { RoomKinds } from './room-kinds.ts'
import type { OutgoingBox, OutgoingEntry } from '../ports/queues.ts'
import type { RoomRegistry } from './room-registry.ts'

export interface IntroduceOptions {
  readonly self: UserId
  readonly api: Pick<RoomApi, 'state' | 'creators'>
  readonly registry: RoomRegistry
  readonly confirmUpgrade: ConfirmUpgrade
  readonly kinds: RoomKinds
  readonly encryption: Pick<RoomEncryption, 'encrypt'>
  readonly outbox: Pick<OutgoingBox, 'add'>
  /** Undefined if the bot is to enter rooms without a word. */
  readonly introduction: ((kind: Introduced, notices: readonly string[] | undefined) => Reply) | undefined
  /** The notices that are asked for in a room; in other rooms all are. */
  readonly noticesByRoom: Pick<ReadonlyMap<RoomId, readonly string[]>, 'get'>
}

/**
 * Says once who the bot is, where people talk and the bot may: not in a space, nor in the room of the server's notices. The
 * transaction id belongs to the room, so that a crash in between doesn't make it twice.
 */
export function createIntroduce(options: IntroduceOptions) {
  const { registry, confirmUpgrade, outbox } = options
  return async (roomId: RoomId): Promise<Handling> => {
    await confirmUpgrade(roomId)
    const { introduced, membership } = registry.get(roomId)
    if (introduced || membership !== 'joined') return nothingToSend
    const outgoing = await introductionFor(options, roomId)
    // In the outbox before the room is noted, as a crash in between would lose it. It is returned, too, so that the sender is woken for it;
    // the outbox takes nothing twice.
    for (const entry of outgoing) outbox.add(entry)
    registry.update(roomId, { introduced: true })
    return { kind: 'settled', outgoing }
  }
}

async function introductionFor(options: IntroduceOptions, roomId: RoomId): Promise<readonly OutgoingEntry[]> {
  const { kinds, encryption, introduction } = options
  if (introduction === undefined || !(await mayTalk(options, roomId))) return []
  const kind = await kinds.kindOf(roomId)
  if (kind === 'direct' && (await knowsInviter(options, roomId))) return []
  const content = encodeReply(introduction(kind, options.noticesByRoom.get(roomId)), undefined)
  return [await toOutgoing(encryption, { roomId, cause: `introduction:${roomId}`, content })]
}

async function mayTalk({ self, api, registry }: IntroduceOptions, roomId: RoomId): Promise<boolean> {
  const [creation, levels, creators] = await Promise.all([
    api.state(roomId, 'm.room.create'),
    api.state(roomId, 'm.room.power_levels'),
    api.creators(roomId),
  ])
  if (at(creation, 'type') === 'm.space') return false
  const type = registry.get(roomId).encrypted ? 'm.room.encrypted' : 'm.room.message'
  // A room without power levels is left to the homeserver.
  return levels === undefined || maySend({ levels, creators }, self, type)
}

/** True if the bot has introduced itself to the person in another direct message, where it could. */
async function knowsInviter(options: IntroduceOptions, roomId: RoomId): Promise<boolean> {
  const { registry, kinds } = options
  const { inviter } = registry.get(roomId)
  for (const other of registry.joined()) {
    const facts = registry.get(other)
    if (other === roomId || inviter === undefined || facts.inviter !== inviter || !facts.introduced) continue
    if ((await kinds.kindOf(other)) === 'direct' && (await mayTalk(options, other))) return true
  }
  return false
}
