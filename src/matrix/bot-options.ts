import type { Core } from '../core/core.ts'
import type { Language } from '../knowledge/types.ts'
import type { Introduced } from '../replies/notices.ts'
import type { Contact, Reply } from '../replies/types.ts'
import type { BotEvents } from './ports/bot-events.ts'
import type { BotClient } from './client/client.ts'
import type { IncomingBox, OutgoingBox, OwnMessages, RoomStore, SyncJournal } from './ports/queues.ts'
import type { LimitSettings } from './inbound/limits.ts'
import type { RoomEncryption, VerificationNews } from './ports/encryption.ts'
import type { Fetch } from './client/transport.ts'
import type { UserId } from './ports/ids.ts'
import type { AccessSettings } from './rooms/access.ts'
import type { Picture } from './session/picture.ts'
import type { Credentials } from './session/session-keeper.ts'
import type { Session, SettingStore } from './session/session.ts'

export interface EncryptionContext {
  readonly client: BotClient
  readonly session: Session
}

interface HandOverSettings {
  /** Id or alias of the service desk's room. */
  readonly room: string
  /** How long replies are passed on. */
  readonly days: number
  /** Named where passing on fails. */
  readonly contact?: Contact | undefined
  /** Address of a ticket, with `{ticket}` for its number. */
  readonly ticketUrl: string | undefined
}

export interface BotSettings {
  readonly homeserverUrl: string
  readonly userId: UserId
  /** Name by which people address the bot; also its display name. */
  readonly name: string
  /** Shown with the name; undefined for none. */
  readonly picture: Picture | undefined
  readonly access: AccessSettings
  /** Ids or aliases of rooms where unaddressed questions are answered. */
  readonly helpdeskRooms: readonly string[]
  /** Ids or aliases of rooms in which each answer opens a thread. */
  readonly answerInThread: readonly string[]
  /** Folders of the notices that are asked for in a room, by its id or alias; in other rooms all are. */
  readonly noticesByRoom: Readonly<Record<string, readonly string[]>>
  /** The same for what somebody asks in any other room, by a glob of user ids. */
  readonly noticesByPerson: Readonly<Record<string, readonly string[]>>
  /** Globs of the people who may remove the bot's answers and silence it. */
  readonly supportMembers: readonly string[]
  /** Where questions go with consent; undefined if they stay with the bot. */
  readonly handOver: HandOverSettings | undefined
  /** Word that calls the bot as its name does. */
  readonly prefix: string | undefined
  readonly limits: LimitSettings
  /** Age after which a question is not answered any more, in milliseconds. */
  readonly maxAgeMs: number
  /** How many events of a gap in a room's timeline are looked at. */
  readonly maxGapEvents: number
}

/** The part of the core that the bot uses. */
export type ConversationCore = Pick<Core, 'respondInSteps' | 'answerWith' | 'offerOther'>

export interface BotOptions {
  readonly settings: BotSettings
  readonly credentials: Credentials
  readonly core: ConversationCore
  readonly sentences: {
    /** Undefined if the bot is to enter rooms without a word. */
    readonly introduction: ((kind: Introduced, notices: readonly string[] | undefined) => Reply) | undefined
    readonly limitNotice: () => Reply
    readonly unreadableNotice: () => Reply
    readonly textOnlyNotice: (language: Language | undefined) => Reply
    readonly verificationNotice: (reason: VerificationNews['reason']) => Reply
  }
  readonly inbox: IncomingBox & SyncJournal & RoomStore
  readonly outbox: OutgoingBox & OwnMessages
  readonly store: SettingStore
  readonly createEncryption: (context: EncryptionContext) => RoomEncryption | Promise<RoomEncryption>
  readonly events: BotEvents
  readonly fetch: Fetch
  readonly now: () => number
  readonly random: () => number
}
