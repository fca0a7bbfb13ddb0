import { setTimeout as delay } from 'node:timers/promises'
import type { BotOptions } from './bot-options.ts'
import { BotClient } from './client/client.ts'
import { RoomLanes } from './inbound/room-lanes.ts'
import type { LaneStep } from './inbound/room-lanes.ts'
import { createSender } from './outbound/sender.ts'
import { Signs } from './outbound/typing-and-receipts.ts'
import { createTellVerification } from './inbound/tell-verification.ts'
import { createWorkers } from './inbound/workers.ts'
import type { Workers } from './inbound/workers.ts'
import type { RoomEncryption } from './ports/encryption.ts'
import { createHandlers } from './handlers.ts'
import type { MatrixRequestError } from './client/request-error.ts'
import { isRoomId } from './ports/ids.ts'
import type { RoomId } from './ports/ids.ts'
import { createAccess } from './rooms/access.ts'
import { NamedRooms } from './rooms/helpdesk.ts'
import { repeatInvitations } from './rooms/repeat-invitations.ts'
import { createRoomApi } from './rooms/room-api.ts'
import { RoomRegistry } from './rooms/room-registry.ts'
import { checkServiceDesk } from './rooms/service-desk.ts'
import { setUpAccount } from './session/account.ts'
import { SessionKeeper } from './session/session-keeper.ts'
import { loadLastUse, saveLastUse } from './session/session.ts'
import { runSyncLoop } from './sync/sync-loop.ts'

/** Rooms sent to at the same time. */
const sentTo = 64
/** How long the work in hand may take after the bot was told to stop, in milliseconds. */
const stopMs = 8_000
/** How often events that wait for their key are looked at again, in milliseconds; their key wakes them at once. */
const parkedLookMs = 60_000
/** How often invitations that still stand are looked at again, in milliseconds. */
const invitationsLookMs = 3_600_000
/** How often the use of the session is noted, in milliseconds. */
const useNotedEveryMs = 3_600_000

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

    const renew = (error: MatrixRequestError) => keeper.renew(error, () => encryption.sessionRenewed())
    const senders = this.#createSenders(client, renew)
    const workers = await this.#createWorkers({ client, registry, encryption, senders, renew })
    const tellVerification = this.#createTellVerification(registry, encryption, senders)
    const prepared = encryption.prepare({
      userId,
      deviceId: session.deviceId,
      signal: this.#requests.signal,
      keysArrived: (roomId) => {
        if (this.#options.inbox.wake(roomId) > 0) workers.wake(roomId)
      },
      verificationNews: (news) => void tellVerification(news),
    })
    await Promise.all([
      prepared,
      setUpAccount({ client, userId, store, name: settings.name, picture: settings.picture }),
    ])
    this.#wakeAll(workers, senders)
    this.#wakeParked(workers)
    const synced = this.#sync({ client, registry, encryption, workers, senders, renew })
    await Promise.all([synced, encryption.confirmIdentity()])
    this.#repeatInvitations(registry, workers)
    this.#started = true
  }

  #createSenders(client: BotClient, renew: Renew): RoomLanes {
    const { settings, outbox, events, now, random } = this.#options
    const senders = this.#lanes(
      createSender({
        ...{ outbox, requester: client, events, now, random, maxAgeMs: settings.maxAgeMs },
        onReleased: (rooms) => {
          for (const roomId of rooms) if (isRoomId(roomId)) senders.wake(roomId)
        },
        onLoggedOut: (error) => {
          this.#failOnRejection(
            renew(error).then(() => {
              senders.hurry()
            }),
          )
        },
      }),
      sentTo,
    )
    this.#resources.defer(() => senders.drained())
    return senders
  }

  async #createWorkers({ client, registry, encryption, senders, renew }: WorkerParts): Promise<Workers> {
    const { inbox, settings, events, random } = this.#options
    const api = createRoomApi(client)
    const signs = this.#resources.use(
      new Signs({
        setTyping: (roomId, typing) => client.setTyping(roomId, typing, 30_000),
        sendReceipt: (roomId, eventId) => client.sendReadReceipt(roomId, eventId),
        isBusy: () => senders.isBusy,
      }),
    )
    const find = async <T>(key: string, rooms: ReadonlyMap<string, T>) =>
      this.#resources.use(await NamedRooms.find({ key, rooms, api, events }))
    const helpdesk = await find('rooms.helpdesk', asKeys(settings.helpdeskRooms))
    const answerInThread = await find('rooms.answerInThread', asKeys(settings.answerInThread))
    const noticesByRoom = await find('rooms.notices', new Map(Object.entries(settings.noticesByRoom)))
    const { handOver } = settings
    const serviceDesk = await find('handOver.room', asKeys(handOver === undefined ? [] : [handOver.room]))
    if (serviceDesk.first !== undefined) await checkServiceDesk(serviceDesk.first, { api, events })
    const access = createAccess(settings.access)
    const workers = createWorkers({
      access,
      self: settings.userId,
      createLanes: (step, concurrency) => this.#lanes(step, concurrency),
      worker: {
        ...{ inbox, events, random },
        handlers: createHandlers(this.#options, {
          client,
          api,
          access,
          registry,
          encryption,
          signs,
          helpdesk,
          answerInThread,
          noticesByRoom,
          serviceDesk: () => serviceDesk.first,
        }),
        onAnswered: (roomId, eventId) => {
          senders.wake(roomId)
          if (eventId !== undefined) signs.hasRead(roomId, eventId)
        },
        onLoggedOut: (error) => {
          this.#failOnRejection(
            renew(error).then(() => {
              workers.hurry()
            }),
          )
        },
      },
    })
    return workers
  }

  #createTellVerification(registry: RoomRegistry, encryption: RoomEncryption, senders: RoomLanes) {
    const { outbox, events, random, sentences } = this.#options
    return createTellVerification({
      ...{ registry, encryption, events, random, signal: this.#requests.signal },
      verificationNotice: sentences.verificationNotice,
      queue: (roomId, entry) => {
        outbox.add(entry)
        senders.wake(roomId)
      },
    })
  }

  #lanes(step: (roomId: RoomId) => Promise<LaneStep>, concurrency: number): RoomLanes {
    const { events } = this.#options
    return this.#resources.use(
      new RoomLanes({
        step,
        concurrency,
        onFault: (roomId, error) => {
          events.delayed({ roomId, error, retryInMs: 0 })
        },
      }),
    )
  }

  /** Takes up what an earlier process left behind. */
  #wakeAll(workers: Pick<Workers, 'wake'>, senders: RoomLanes): void {
    const { inbox, outbox } = this.#options
    inbox.wake()
    for (const roomId of outbox.waitingRooms()) if (isRoomId(roomId)) senders.wake(roomId)
    for (const roomId of inbox.waitingRooms()) if (isRoomId(roomId)) workers.wake(roomId)
  }

  /** What waits for its key is looked at again now and then: in time a person has to be told that it didn't come. */
  #wakeParked(workers: Pick<Workers, 'wake'>): void {
    const { inbox } = this.#options
    const timer = setInterval(() => {
      if (inbox.wake() === 0) return
      for (const roomId of inbox.waitingRooms()) if (isRoomId(roomId)) workers.wake(roomId)
    }, parkedLookMs)
    this.#resources.defer(() => {
      clearInterval(timer)
    })
  }

  #repeatInvitations(registry: RoomRegistry, workers: Pick<Workers, 'wake'>): void {
    const { inbox, now } = this.#options
    const look = () => {
      for (const roomId of repeatInvitations({ registry, inbox, now })) workers.wake(roomId)
    }
    look()
    const timer = setInterval(look, invitationsLookMs)
    this.#resources.defer(() => {
      clearInterval(timer)
    })
  }

  /** Runs the sync loop in the background; resolves when it has succeeded for the first time. */
  async #sync({ client, registry, encryption, workers, senders, renew }: SyncParts): Promise<void> {
    const { inbox, outbox, events, settings, store, now, random } = this.#options
    const first = Promise.withResolvers<undefined>()
    let noted = 0
    const loop = runSyncLoop(
      {
        requester: client.until(this.#polling.signal),
        ...{ journal: inbox, self: settings.userId, registry, encryption, random, events },
        onSynced: async (rooms, echoes) => {
          const released = [...echoes].flatMap(([transactionId, eventId]) =>
            outbox.sent(transactionId, eventId),
          )
          for (const roomId of released) if (isRoomId(roomId)) senders.wake(roomId)
          for (const roomId of rooms) workers.wake(roomId)
          if (now() - noted > useNotedEveryMs) saveLastUse(store, (noted = now()))
          first.resolve(undefined)
          await workers.drained()
          await senders.drained()
        },
        onLoggedOut: renew,
      },
      this.#polling.signal,
    )
    this.#resources.defer(async () => {
      this.#polling.abort()
      await loop.catch(() => undefined)
    })
    this.#failOnRejection(loop)
    await Promise.race([first.promise, loop])
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

const asKeys = (names: readonly string[]) => new Map(names.map((name) => [name, true] as const))

type Renew = (error: MatrixRequestError) => Promise<void>

interface WorkerParts {
  readonly client: BotClient
  readonly registry: RoomRegistry
  readonly encryption: RoomEncryption
  readonly senders: RoomLanes
  readonly renew: Renew
}

interface SyncParts extends WorkerParts {
  readonly workers: Workers
}
