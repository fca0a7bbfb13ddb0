import type { BotOptions } from './bot-options.ts'
import type { BotClient } from './client/client.ts'
import { createConversation } from './conversation/create-conversation.ts'
import { createHandleEvent } from './inbound/handle-event.ts'
import type { HandleItem } from './inbound/handle-event.ts'
import { createTellUnreadable } from './inbound/tell-unreadable.ts'
import type { Signs } from './outbound/typing-and-receipts.ts'
import type { RoomEncryption } from './ports/encryption.ts'
import type { RoomId } from './ports/ids.ts'
import { isUserId } from './ports/ids.ts'
import { at, parseJson } from './client/json.ts'
import type { Access } from './rooms/access.ts'
import { createConfirmUpgrade } from './rooms/confirm-upgrade.ts'
import { createFollowUpgrade } from './rooms/follow-upgrade.ts'
import { createHandleInvitation } from './rooms/handle-invitation.ts'
import { createIntroduce } from './rooms/introduce.ts'
import { createLeaveOrphaned } from './rooms/leave-orphaned.ts'
import type { RoomApi } from './rooms/room-api.ts'
import { createRoomKinds } from './rooms/room-kinds.ts'
import type { RoomRegistry } from './rooms/room-registry.ts'
import { createFillGap } from './sync/fill-gap.ts'

export interface HandlerParts {
  readonly client: BotClient
  readonly api: RoomApi
  readonly access: Access
  readonly registry: RoomRegistry
  readonly encryption: RoomEncryption
  readonly signs: Signs
  readonly helpdesk: Pick<ReadonlySet<RoomId>, 'has'>
  readonly answerInThread: Pick<ReadonlySet<RoomId>, 'has'>
  /** The notices that are asked for in a room; in other rooms the person decides. */
  readonly noticesByRoom: Pick<ReadonlyMap<RoomId, readonly string[]>, 'get'>
  /** The room that questions are handed over to. */
  readonly serviceDesk: () => RoomId | undefined
  /** True for that room, and for what replaced it. */
  readonly isServiceDesk: (roomId: RoomId) => boolean
}

/** Everything that can be done with an item of the inbox, by its kind. */
export function createHandlers(
  options: BotOptions,
  parts: HandlerParts,
): Readonly<Record<string, HandleItem>> {
  const { settings, events, now } = options
  const { registry, api, access, encryption, helpdesk, isServiceDesk, signs } = parts
  const isHelpdesk = (roomId: RoomId) => helpdesk.has(roomId)
  const isConfigured = (roomId: RoomId) => isHelpdesk(roomId) || isServiceDesk(roomId)
  const kinds = createRoomKinds({ isHelpdesk, isServiceDesk, registry, api })
  const invitation = createHandleInvitation({
    ...{ self: settings.userId, access, api, registry, events, now },
  })
  const confirmUpgrade = createConfirmUpgrade({ api, registry })
  const introduce = createIntroduce({
    ...{ self: settings.userId, api, registry, kinds, confirmUpgrade, encryption, outbox: options.outbox },
    introduction: options.sentences.introduction,
    noticesByRoom: parts.noticesByRoom,
  })
  const fillGap = createFillGap({
    ...{ requester: parts.client, self: settings.userId, events, now },
    ...{ maxEvents: settings.maxGapEvents, maxAgeMs: settings.maxAgeMs },
  })
  const event = createHandleEvent({
    ...{ encryption, events, now, maxAgeMs: settings.maxAgeMs },
    converse: createConversation(options, { ...parts, kinds }),
    tellUnreadable: createTellUnreadable({
      ...{ kinds, encryption, unreadableNotice: options.sentences.unreadableNotice },
    }),
    // In a direct message silence would leave open whether the bot has seen what was said.
    onHeard: async (roomId, eventId) => {
      if ((await kinds.kindOf(roomId)) === 'direct') signs.hasRead(roomId, eventId)
    },
    followUpgrade: createFollowUpgrade({ api, registry, confirmUpgrade, events }),
    leaveIfOrphaned: createLeaveOrphaned({
      ...{ self: settings.userId, access, isConfigured, registry, api, events, now },
    }),
    admitted: (roomId) => {
      const { inviter } = registry.get(roomId)
      // Rooms that the bot was in before its first start have no inviter that it knows of.
      return inviter === undefined || access.admitsInvitation(roomId, inviter) || isConfigured(roomId)
    },
  })
  return {
    event: (roomId, item) => signs.whileWorking(roomId, () => event(roomId, item)),
    state: event,
    gap: (roomId, item) => fillGap(roomId, item.payload),
    joined: (roomId) => introduce(roomId),
    invitation: (roomId, item) => {
      const inviter = at(parseJson(item.payload), 'inviter')
      const { receivedAt } = item
      return invitation({ roomId, inviter: isUserId(inviter) ? inviter : undefined, receivedAt })
    },
  }
}
