import { Console } from 'node:console'
import { Writable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type * as Sdk from 'matrix-js-sdk'
import type { Logger } from 'matrix-js-sdk/lib/logger.js'
import type { Account } from './account.ts'

/** A message as a person's client shows it. */
export interface ShownMessage {
  readonly eventId: string
  readonly sender: string
  readonly body: string
  /** Event that the message is a reply to. */
  readonly repliesTo: string | undefined
  readonly encrypted: boolean
}

export interface Mention {
  readonly userId: string
  readonly name: string
}

export interface RoomOptions {
  readonly name?: string
  readonly alias?: string
  /** A conversation of two, encrypted as clients set it up. */
  readonly direct?: boolean
  readonly invite: readonly string[]
}

const algorithm = 'm.megolm.v1.aes-sha2'
const pollMs = 50
const setUpTimeoutMs = 20_000

/** Somebody who talks with the bot through a client that shares no code with it, and keeps its keys in memory. */
export class Person implements AsyncDisposable {
  readonly #sdk: typeof Sdk
  readonly #client: Sdk.MatrixClient

  private constructor(sdk: typeof Sdk, client: Sdk.MatrixClient) {
    this.#sdk = sdk
    this.#client = client
  }

  static async login(baseUrl: string, { userId, accessToken, deviceId }: Account): Promise<Person> {
    // The client talks past the logger that it is given, too, which would drown the conversation.
    globalThis.console = new Console(nowhere)
    // Loaded here, because an installation for production comes without it.
    const sdk = await import('matrix-js-sdk')
    const client = sdk.createClient({ baseUrl, userId, accessToken, deviceId, logger: silent })
    await client.initRustCrypto({ useIndexedDB: false })
    const synced = new Promise<void>((resolve) => {
      client.on(sdk.ClientEvent.Sync, (state) => {
        if (state === sdk.SyncState.Prepared) resolve()
      })
    })
    await client.startClient()
    await synced
    return new Person(sdk, client)
  }

  get userId(): string {
    return this.#client.getSafeUserId()
  }

  async createRoom({ name, alias, direct = false, invite }: RoomOptions): Promise<string> {
    const { Preset, EventType } = this.#sdk
    const encryption = { type: EventType.RoomEncryption, state_key: '', content: { algorithm } }
    const { room_id: roomId } = await this.#client.createRoom({
      preset: direct ? Preset.TrustedPrivateChat : Preset.PrivateChat,
      is_direct: direct,
      invite: [...invite],
      initial_state: direct ? [encryption] : [],
      ...(name !== undefined && { name }),
      ...(alias !== undefined && { room_alias_name: alias }),
    })
    // Only then does the client encrypt, and share its keys with those who are invited.
    await until(() => {
      const room = this.#client.getRoom(roomId)
      const everybodyIsInvited = invite.every((user) => room?.getMember(user))
      return everybodyIsInvited && (!direct || room?.hasEncryptionStateEvent()) ? true : undefined
    }, setUpTimeoutMs)
    return roomId
  }

  async join(roomId: string): Promise<void> {
    await this.#client.joinRoom(roomId)
  }

  /** Says something and returns the event's id; `mention` puts the person or bot of that id and name in front. */
  async say(roomId: string, text: string, mention?: Mention): Promise<string> {
    const content = { msgtype: this.#sdk.MsgType.Text, body: text } as const
    const mentioning = mention === undefined ? content : { ...content, ...withMention(text, mention) }
    return (await this.#client.sendMessage(roomId, mentioning)).event_id
  }

  /** The first message for which `matches` holds; `undefined` if none comes within `timeoutMs`. */
  waitFor(
    roomId: string,
    matches: (message: ShownMessage) => boolean,
    timeoutMs: number,
  ): Promise<ShownMessage | undefined> {
    return until(() => this.#messages(roomId).find(matches), timeoutMs)
  }

  #messages(roomId: string): ShownMessage[] {
    const events = this.#client.getRoom(roomId)?.getLiveTimeline().getEvents() ?? []
    return events.flatMap(toMessage)
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#client.stopClient()
    return Promise.resolve()
  }
}

function toMessage(event: Sdk.MatrixEvent): ShownMessage[] {
  const { body }: { body?: unknown } = event.getContent()
  if (event.getType() !== 'm.room.message' || event.isDecryptionFailure() || typeof body !== 'string')
    return []
  return [
    {
      eventId: event.getId() ?? '',
      sender: event.getSender() ?? '',
      body,
      repliesTo: event.replyEventId ?? referredTo(event),
      encrypted: event.isEncrypted(),
    },
  ]
}

/** A reply right below a question refers to it without quoting it. */
const referredTo = (event: Sdk.MatrixEvent) =>
  event.getRelation()?.rel_type === 'm.reference' ? event.getRelation()?.event_id : undefined

/** A mention as current clients write it: a pill in the text, and `m.mentions`. */
function withMention(text: string, { userId, name }: Mention) {
  return {
    body: `${name}: ${text}`,
    format: 'org.matrix.custom.html',
    formatted_body: `<a href="https://matrix.to/#/${userId}">${name}</a>: ${text}`,
    'm.mentions': { user_ids: [userId] },
  }
}

async function until<T>(probe: () => T | undefined, timeoutMs: number): Promise<T | undefined> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const found = probe()
    if (found !== undefined || performance.now() > deadline) return found
    await delay(pollMs)
  }
}

const ignore = () => undefined

const nowhere = new Writable({
  write: (_chunk, _encoding, done) => {
    done()
  },
})

export const silent: Logger = {
  trace: ignore,
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  getChild: () => silent,
}
