import { encryptionParts } from './encryption-parts.ts'
import { loadPicture } from './load-picture.ts'
import { homeserverFetch } from './homeserver-fetch.ts'
import type { KnowledgeBase } from '../knowledge/types.ts'
import { startCore } from './knowledge.ts'
import { createMonitoring } from './monitoring.ts'
import type { Monitoring } from './monitoring.ts'
import type { LoadedConfig } from '../config/load-config.ts'
import type { LoginSecrets } from '../config/secrets.ts'
import {
  introduction,
  limitNotice,
  textOnlyNotice,
  unreadableNotice,
  verificationNotice,
} from '../replies/notices.ts'
import type { Contact } from '../replies/types.ts'
import { Bot } from '../matrix/bot.ts'
import type { BotOptions, BotSettings, ConversationCore } from '../matrix/bot-options.ts'
import { createEncryption } from '../matrix/encryption/create-encryption.ts'
import type { EncryptionParts } from '../matrix/encryption/create-encryption.ts'
import { watchAnswers } from '../matrix/client/watch-answers.ts'
import { isUserId } from '../matrix/ports/ids.ts'
import type { Logger } from '../observability/logger.ts'
import type { ReloadingCore } from './reloading-core.ts'
import { Database } from '../storage/database.ts'
import { Housekeeping } from '../storage/housekeeping.ts'
import { Inbox } from '../storage/inbox.ts'
import { Outbox } from '../storage/outbox.ts'
import { ProcessLock } from '../storage/process-lock.ts'
import { Settings } from '../storage/settings.ts'
import { prepareStateDirectory } from '../storage/state-directory.ts'
import { Statistics } from '../storage/statistics.ts'
import { dayMs } from '../day.ts'

export interface AppConfig {
  readonly config: LoadedConfig
  readonly secrets: LoginSecrets
  /** In place of the recovery key's file. */
  readonly recoveryKey?: string | undefined
  readonly logger: Logger
}

/** Parts that tests replace. */
export interface AppOverrides {
  readonly core?: ConversationCore
  readonly fetch?: BotOptions['fetch']
  readonly now?: () => number
  readonly random?: () => number
}

export interface App extends AsyncDisposable {
  /** Resolves once questions are answered. Throws what makes that impossible, with the state directory free again after disposal. */
  start(): Promise<void>
  /** Takes over the knowledge as its files have it now; if it can't be used, the log says why and all stays as it was. */
  reload(): Promise<void>
  /** Settles when the bot has stopped; rejects if it cannot go on. */
  readonly finished: Promise<void>
}

const hourMs = 3_600_000

/** The only place where the parts are put together. */
export function createApp(app: AppConfig, overrides: AppOverrides = {}): App {
  const resources = new AsyncDisposableStack()
  const finished = Promise.withResolvers<undefined>()
  finished.promise.catch(() => undefined)
  let core: ReloadingCore | undefined
  return {
    finished: finished.promise,
    async start() {
      const { config } = app
      prepareStateDirectory(config.state.directory)
      resources.use(ProcessLock.acquire(config.state.directory))
      const parts = await openParts(app, overrides, resources)
      const { monitoring, now } = parts
      const events = monitoring.knowledgeEvents
      core = await startCore({ config, events, core: overrides.core, now, resources })
      const { knowledge } = core
      resources.use(await monitoring.listen(() => core?.knowledge ?? knowledge))
      const bot = resources.use(new Bot(botOptions(app, overrides, parts, core)))
      bot.finished.then(() => {
        finished.resolve(undefined)
      }, finished.reject)
      await bot.start()
      monitoring.health.started()
      resources.defer(() => {
        monitoring.health.stopped()
      })
    },
    async reload() {
      await core?.reload()
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}

interface Parts {
  readonly database: Database
  readonly inbox: Inbox
  readonly outbox: Outbox
  readonly monitoring: Monitoring
  readonly encryption: EncryptionParts
  readonly now: () => number
  readonly random: () => number
}

async function openParts(
  app: AppConfig,
  overrides: AppOverrides,
  resources: AsyncDisposableStack,
): Promise<Parts> {
  const { config, secrets, recoveryKey, logger } = app
  const { now = Date.now, random = Math.random } = overrides
  const database = resources.use(Database.open(config.state.directory))
  const outbox = new Outbox(database, now)
  const inbox = new Inbox(database, outbox, now)
  const statistics = new Statistics(database, now)
  const retentionMs = config.privacy.retentionHours * hourMs
  // Today is one of the days.
  const statisticsMs = (config.statistics.retentionDays - 1) * dayMs
  const handOverMs = config.handOver.days * dayMs
  const retained = { retentionMs, handOverMs, statisticsMs }
  resources.use(new Housekeeping({ database, inbox, outbox, statistics, ...retained, now }))
  const monitoring = await createMonitoring({ config, logger, inbox, outbox, statistics, now })
  // Goes on in a thread while the knowledge is loaded.
  const encryption = encryptionParts({
    ...{ config, secrets, recoveryKey, resources, random, now },
    isClockRight: () => monitoring.clock.isConfirmed,
    reporter: monitoring.encryptionReporter,
  })
  return { database, inbox, outbox, monitoring, encryption, now, random }
}

function botOptions(app: AppConfig, overrides: AppOverrides, parts: Parts, core: ReloadingCore): BotOptions {
  const { config, secrets } = app
  const { database, inbox, outbox, monitoring, encryption, now, random } = parts
  return {
    ...{ core, inbox, outbox, now, random },
    settings: botSettings(config),
    credentials: secrets,
    sentences: {
      introduction: config.rooms.greeting
        ? (kind, ids) => introduction(kind, { name: config.name, notices: noticesIn(core.knowledge, ids) })
        : undefined,
      limitNotice,
      unreadableNotice,
      textOnlyNotice,
      verificationNotice: (reason) => verificationNotice(reason, config),
    },
    store: new Settings(database),
    createEncryption: (context) => createEncryption(context, encryption),
    events: monitoring.events,
    fetch: watchAnswers(overrides.fetch ?? homeserverFetch(config), (headers) => {
      monitoring.clock.observe(headers.get('date'))
    }),
  }
}

/** Those that answer in a room; where none are named, all. */
const noticesIn = ({ notices }: KnowledgeBase, ids: readonly string[] | undefined) =>
  notices.filter(({ id }) => ids === undefined || ids.includes(id))

const toContact = (contact: LoadedConfig['contact']): Contact | undefined =>
  contact && { name: contact.name, url: contact.url, email: contact.email }

function botSettings(config: LoadedConfig): BotSettings {
  const { userId } = config.login
  const { room, days, ticketUrl } = config.handOver
  if (!isUserId(userId)) throw new TypeError('login.userId is no user id')
  return {
    homeserverUrl: config.homeserver.url,
    userId,
    name: config.name,
    picture: loadPicture(config.avatar),
    access: config.access,
    helpdeskRooms: config.rooms.helpdesk,
    answerInThread: config.rooms.answerInThread,
    noticesByRoom: config.rooms.notices,
    noticesByPerson: config.people.notices,
    supportMembers: config.support.members,
    handOver: room === undefined ? undefined : { room, days, ticketUrl, contact: toContact(config.contact) },
    prefix: config.commands.prefix,
    limits: config.limits,
    maxAgeMs: config.delivery.maxAgeHours * hourMs,
    maxGapEvents: config.delivery.maxGapEvents,
  }
}
