import path from 'node:path'
import type { LoadedConfig } from './config/load-config.ts'
import type { LoginSecrets } from './config/secrets.ts'
import { createCore } from './core.ts'
import type { Core } from './core.ts'
import { introduction } from './dialogue/introduction.ts'
import { limitNotice } from './dialogue/limit-notice.ts'
import { unreadableNotice } from './dialogue/unreadable-notice.ts'
import { Bot } from './matrix/bot.ts'
import type { BotOptions, BotSettings, ConversationCore } from './matrix/bot-options.ts'
import { createEncryption } from './matrix/encryption/create-encryption.ts'
import type { EncryptionParts } from './matrix/encryption/create-encryption.ts'
import { isUserId } from './matrix/ids.ts'
import { createEncryptionReporter } from './observability/encryption-events.ts'
import { createEvents } from './observability/events.ts'
import type { Logger } from './observability/logger.ts'
import { SqliteCryptoRecords } from './storage/crypto-records.ts'
import { Database } from './storage/database.ts'
import { Housekeeping } from './storage/housekeeping.ts'
import { Inbox } from './storage/inbox.ts'
import { loadKnowledge } from './storage/knowledge-files.ts'
import { loadMatchingIndex } from './storage/matching-index-file.ts'
import { Outbox } from './storage/outbox.ts'
import { ProcessLock } from './storage/process-lock.ts'
import { loadOrCreatePassphrase, readSecretFile, writeSecretFile } from './storage/secret-file.ts'
import { Settings } from './storage/settings.ts'
import { prepareStateDirectory, prepareStateFile } from './storage/state-directory.ts'

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
  /** Settles when the bot has stopped; rejects if it cannot go on. */
  readonly finished: Promise<void>
}

const hourMs = 3_600_000

/** The only place where the parts are put together. */
export function createApp(app: AppConfig, overrides: AppOverrides = {}): App {
  const resources = new AsyncDisposableStack()
  const finished = Promise.withResolvers<undefined>()
  finished.promise.catch(() => undefined)
  return {
    finished: finished.promise,
    async start() {
      const { config } = app
      prepareStateDirectory(config.state.directory)
      resources.use(ProcessLock.acquire(config.state.directory))
      const core = overrides.core ?? (await loadCore(config))
      const database = resources.use(Database.open(config.state.directory))
      const bot = resources.use(new Bot(botOptions(app, overrides, core, database, resources)))
      bot.finished.then(() => {
        finished.resolve(undefined)
      }, finished.reject)
      await bot.start()
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}

async function loadCore({
  knowledge,
  name,
  contact,
  state,
  delivery,
  privacy: privacyOf,
}: LoadedConfig): Promise<Core> {
  const { url, email } = contact ?? {}
  const privacy = { retentionHours: privacyOf.retentionHours, maxAgeHours: delivery.maxAgeHours }
  const persona = { name, contact: contact && { name: contact.name, url, email }, privacy }
  const base = await loadKnowledge(knowledge.directory)
  return createCore(
    base,
    persona,
    await loadMatchingIndex(base, path.join(state.directory, 'matching-index')),
  )
}

function botOptions(
  app: AppConfig,
  overrides: AppOverrides,
  core: ConversationCore,
  database: Database,
  resources: AsyncDisposableStack,
): BotOptions {
  const { config, secrets, logger } = app
  const now = overrides.now ?? Date.now
  const random = overrides.random ?? Math.random
  const outbox = new Outbox(database, now)
  const inbox = new Inbox(database, outbox, now)
  const retentionMs = config.privacy.retentionHours * hourMs
  resources.use(new Housekeeping({ database, inbox, outbox, retentionMs, now }))
  return {
    ...{ core, inbox, outbox, now },
    settings: botSettings(config),
    credentials: secrets,
    sentences: { introduction: () => introduction(config), limitNotice, unreadableNotice },
    store: new Settings(database),
    createEncryption: (context) => createEncryption(context, encryptionParts(app, random, resources)),
    events: createEvents(logger),
    fetch: overrides.fetch ?? fetch,
    random,
  }
}

function encryptionParts(
  { config, secrets, recoveryKey, logger }: AppConfig,
  random: () => number,
  resources: AsyncDisposableStack,
): EncryptionParts {
  const { directory } = config.state
  const { passphraseFile, recoveryKeyFile, keySharing } = config.encryption
  const recoveryFile = recoveryKeyFile ?? path.join(directory, 'recovery-key')
  return {
    records: resources.use(new SqliteCryptoRecords(prepareStateFile(directory, 'keys.sqlite'))),
    passphrase: loadOrCreatePassphrase(passphraseFile ?? path.join(directory, 'passphrase')),
    recoveryKeys: {
      read: () => recoveryKey ?? readSecretFile(recoveryFile),
      write: (key) => {
        writeSecretFile(recoveryFile, key)
      },
    },
    password: secrets.kind === 'password' ? secrets.password : () => undefined,
    sharing: keySharing,
    reporter: createEncryptionReporter(logger),
    random,
  }
}

function botSettings(config: LoadedConfig): BotSettings {
  const { userId } = config.login
  if (!isUserId(userId)) throw new TypeError('login.userId is no user id')
  return {
    homeserverUrl: config.homeserver.url,
    userId,
    name: config.name,
    access: config.access,
    helpdeskRooms: config.rooms.helpdesk,
    answerInThread: config.rooms.answerInThread,
    supportMembers: config.support.members,
    prefix: config.commands.prefix,
    limits: config.limits,
    maxAgeMs: config.delivery.maxAgeHours * hourMs,
    maxGapEvents: config.delivery.maxGapEvents,
  }
}
