import { setTimeout as delay } from 'node:timers/promises'
import type { BotContext } from './bot-context.ts'
import type { BotOptions } from './bot-options.ts'
import { createSenders, createVerificationNews } from './bot-senders.ts'
import { startSync } from './bot-sync.ts'
import { keepLookingAtParked, keepRepeatingInvitations, takeUpWork } from './bot-upkeep.ts'
import { createBotWorkers } from './bot-workers.ts'
import { BotClient } from './client/client.ts'
import type { RoomLanes } from './inbound/room-lanes.ts'
import type { Workers } from './inbound/workers.ts'
import { RoomRegistry } from './rooms/room-registry.ts'
import { setUpAccount } from './session/account.ts'
import { SessionKeeper } from './session/session-keeper.ts'
import { loadLastUse } from './session/session.ts'

/** How long the work in hand may take after the bot was told to stop, in milliseconds. */
const stopMs = 8_000

/** The bot on its homeserver, from login to shutdown. */
export class Bot implements AsyncDisposable {
  readonly #options: BotOptions
  /** Ends the poll, and with it the coming of new work. */
  readonly #polling = new AbortController()
  /** Ends every request. */
  readonly #requests = new AbortController()
  readonly #resources = new AsyncDisposableStack()
  readonly #finished = Promise.withResolvers<undefined>()
  #starting: Promise<void> | undefined
  #started = false
  #stopping: Promise<void> | undefined

  constructor(options: BotOptions) {
    this.#options = options
    // Nobody need be listening: `start` reports what goes wrong before.
    this.#finished.promise.catch(() => undefined)
  }

  /** Resolves when the bot was stopped; rejects, e.g. with `SessionError`, when only a person can bring it back. */
  get finished(): Promise<void> {
    return this.#finished.promise
  }

  /** Resolves once the bot is logged in and has seen its rooms. An unreachable homeserver is waited for. */
  start(): Promise<void> {
    this.#starting ??= this.#start()
    return this.#starting
  }

  /** Takes nothing new, finishes what is in work within some seconds, and leaves the rest to the next start. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  async #start(): Promise<void> {
    const { settings, createEncryption, fetch, store, events, now, random, credentials } = this.#options
    const { homeserverUrl, userId } = settings
    const { signal } = this.#requests
    const homeserver = { url: homeserverUrl, fetch, signal }
    const keeper = new SessionKeeper({ homeserver, userId, credentials, store, events, random })
    const session = await keeper.open()
    const lastUse = loadLastUse(store)
    if (lastUse !== undefined) events.sessionResumed({ unusedMs: now() - lastUse })

    const client = new BotClient({ homeserver, userId, accessToken: () => keeper.accessToken })
    const registry = new RoomRegistry(this.#options.inbox)
    const encryption = this.#resources.use(await createEncryption({ client, session }))

    const context: BotContext = {
      options: this.#options,
      resources: this.#resources,
      ...{ client, registry, encryption },
      renew: (error) => keeper.renew(error, () => encryption.sessionRenewed()),
      watch: (work) => {
        this.#failOnRejection(work)
      },
    }
    const senders = createSenders(context)
    const workers = await createBotWorkers(context, senders)
    await Promise.all([
      this.#prepareEncryption(context, session.deviceId, workers, senders),
      setUpAccount({ client, userId, store, name: settings.name, picture: settings.picture }),
    ])
    takeUpWork(context, workers, senders)
    keepLookingAtParked(context, workers)
    await Promise.all([startSync(context, { workers, senders }, this.#polling), encryption.confirmIdentity()])
    keepRepeatingInvitations(context, workers)
    this.#started = true
  }

  #prepareEncryption(context: BotContext, deviceId: string, workers: Workers, senders: RoomLanes) {
    const { inbox, settings } = this.#options
    const { signal } = this.#requests
    const tellVerification = createVerificationNews(context, senders, signal)
    return context.encryption.prepare({
      ...{ userId: settings.userId, deviceId, signal },
      keysArrived: (roomId) => {
        if (inbox.wake(roomId) > 0) workers.wake(roomId)
      },
      verificationNews: (news) => void tellVerification(news),
    })
  }

  #failOnRejection(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (!this.#requests.signal.aborted) this.#finished.reject(error)
    })
  }

  async #stop(): Promise<void> {
    const finished = new AbortController()
    const limit = delay(stopMs, undefined, { signal: finished.signal }).then(
      () => {
        this.#requests.abort()
      },
      () => undefined,
    )
    this.#polling.abort()
    // A start that waits for the homeserver has nothing in work yet.
    if (!this.#started) this.#requests.abort()
    await this.#starting?.catch(() => undefined)
    await this.#resources.disposeAsync()
    this.#requests.abort()
    finished.abort()
    await limit
    this.#finished.resolve(undefined)
  }
}
