import { setTimeout as delay } from 'node:timers/promises'
import {
  ClientEvent,
  createClient,
  EventType,
  MatrixError,
  MatrixEventEvent,
  MsgType,
  Preset,
  RelationType,
  RoomEvent,
  SyncState,
  type MatrixClient,
  type MatrixEvent,
} from 'matrix-js-sdk'
import type { CryptoApi, CryptoCallbacks } from 'matrix-js-sdk/lib/crypto-api/index.js'
import type { Homeserver } from '../homeserver.ts'
import { createAccount, waitFor } from '../person.ts'
import type { Account } from '../../../src/workshop/demo/account.ts'
import { silent } from '../../../src/workshop/demo/person.ts'

interface PersonOptions {
  readonly cryptoCallbacks?: CryptoCallbacks
  readonly verificationMethods?: string[]
}

/** A person with matrix-js-sdk, as Element has it: an implementation of its own, with its keys in memory. */
export class EncryptedPerson implements AsyncDisposable {
  readonly client: MatrixClient
  readonly account: Account
  readonly userId: string

  private constructor(client: MatrixClient, account: Account) {
    this.client = client
    this.account = account
    this.userId = account.userId
  }

  static async register(
    homeserver: Homeserver,
    prefix: string,
    options: PersonOptions = {},
  ): Promise<EncryptedPerson> {
    return EncryptedPerson.login(homeserver, await createAccount(homeserver, prefix), options)
  }

  /** The keys by which other people can verify this one; with the password where the homeserver asks for it. */
  async makeIdentity(): Promise<void> {
    const { userId, password } = this.account
    const identifier = { type: 'm.id.user', user: userId }
    await this.crypto.bootstrapCrossSigning({
      authUploadDeviceSigningKeys: async (upload) => {
        try {
          await upload(null)
        } catch (error) {
          const session: unknown = error instanceof MatrixError ? error.data['session'] : undefined
          if (typeof session !== 'string') throw error
          await upload({ type: 'm.login.password', identifier, password, session })
        }
      },
    })
  }

  static async login(
    homeserver: Homeserver,
    account: Account,
    options: PersonOptions = {},
  ): Promise<EncryptedPerson> {
    const { userId, accessToken, deviceId } = account
    const baseUrl = homeserver.url
    const client = createClient({ baseUrl, userId, accessToken, deviceId, logger: silent, ...options })
    await client.initRustCrypto({ useIndexedDB: false })
    const synced = new Promise<void>((resolve) => {
      client.on(ClientEvent.Sync, (state) => {
        if (state === SyncState.Prepared) resolve()
      })
    })
    await client.startClient({ initialSyncLimit: 20, pollTimeout: 5_000 })
    await synced
    return new EncryptedPerson(client, account)
  }

  get crypto(): CryptoApi {
    const crypto = this.client.getCrypto()
    if (crypto === undefined) throw new Error('the client has no encryption')
    return crypto
  }

  async createEncryptedRoom(
    invite: readonly string[],
    options: { isDirect?: boolean; rotationMessages?: number; rotationMs?: number; history?: string } = {},
  ): Promise<string> {
    const { isDirect = false, rotationMessages, rotationMs, history } = options
    const encryption = {
      algorithm: 'm.megolm.v1.aes-sha2',
      ...(rotationMessages !== undefined && { rotation_period_msgs: rotationMessages }),
      ...(rotationMs !== undefined && { rotation_period_ms: rotationMs }),
    }
    const state = [
      { type: EventType.RoomEncryption, state_key: '', content: encryption },
      ...(history === undefined
        ? []
        : [
            {
              type: EventType.RoomHistoryVisibility,
              state_key: '',
              content: { history_visibility: history },
            },
          ]),
    ]
    const { room_id: roomId } = await this.client.createRoom({
      preset: Preset.PrivateChat,
      invite: [...invite],
      is_direct: isDirect,
      initial_state: state,
    })
    // Only then will the client share its keys with the people who are invited.
    await waitFor(() => {
      const room = this.client.getRoom(roomId)
      const invited = invite.every((user) => room?.getMember(user) != null)
      return invited && room?.hasEncryptionStateEvent() === true ? true : undefined
    })
    return roomId
  }

  async createPlainRoom(invite: readonly string[], { isDirect = false } = {}): Promise<string> {
    const { room_id: roomId } = await this.client.createRoom({
      preset: Preset.PrivateChat,
      invite: [...invite],
      is_direct: isDirect,
    })
    await waitFor(() => (this.client.getRoom(roomId) === null ? undefined : true))
    return roomId
  }

  async join(roomId: string): Promise<void> {
    await this.client.joinRoom(roomId)
    await waitFor(() => (this.client.getRoom(roomId)?.getMyMembership() === 'join' ? true : undefined))
  }

  async waitForMembership(
    roomId: string,
    userId: string,
    membership: string,
    timeoutMs?: number,
  ): Promise<void> {
    const member = () => this.client.getRoom(roomId)?.getMember(userId)
    await waitFor(() => (member()?.membership === membership ? true : undefined), timeoutMs)
  }

  async waitForRedaction(roomId: string, eventId: string): Promise<void> {
    await waitFor(() =>
      this.client.getRoom(roomId)?.findEventById(eventId)?.isRedacted() === true ? true : undefined,
    )
  }

  /** `thread` is the root of a thread. */
  async say(roomId: string, body: string): Promise<string> {
    const content = { msgtype: MsgType.Text, body } as const
    const { event_id: eventId } = await this.client.sendMessage(roomId, content)
    return eventId
  }

  async reply(roomId: string, eventId: string, body: string): Promise<string> {
    const relation = { 'm.in_reply_to': { event_id: eventId } }
    const content = { msgtype: MsgType.Text as const, body, 'm.relates_to': relation }
    return (await this.client.sendMessage(roomId, content)).event_id
  }

  async sayInThread(roomId: string, root: string, body: string): Promise<string> {
    const fallback = { is_falling_back: true, 'm.in_reply_to': { event_id: root } }
    const relation = { rel_type: RelationType.Thread, event_id: root, ...fallback }
    const content = { msgtype: MsgType.Text as const, body, 'm.relates_to': relation }
    return (await this.client.sendMessage(roomId, content)).event_id
  }

  async edit(roomId: string, eventId: string, body: string): Promise<void> {
    await this.client.sendMessage(roomId, {
      msgtype: MsgType.Text,
      body: `* ${body}`,
      'm.new_content': { msgtype: MsgType.Text, body },
      'm.relates_to': { rel_type: RelationType.Replace, event_id: eventId },
    })
  }

  async react(roomId: string, eventId: string, key: string): Promise<void> {
    await this.client.sendEvent(roomId, EventType.Reaction, {
      'm.relates_to': { rel_type: RelationType.Annotation, event_id: eventId, key },
    })
  }

  /** Resolves with the event once it is readable. */
  async waitForText(
    roomId: string,
    sender: string,
    matches: (body: string) => boolean,
    timeoutMs = 20_000,
  ): Promise<MatrixEvent> {
    return waitFor(() => this.texts(roomId, sender).find((event) => matches(bodyOf(event))), timeoutMs)
  }

  texts(roomId: string, sender: string): MatrixEvent[] {
    const events = this.client.getRoom(roomId)?.getLiveTimeline().getEvents() ?? []
    return events.filter((event) => event.getSender() === sender && bodyOf(event) !== '')
  }

  undecryptable(roomId: string): MatrixEvent[] {
    const events = this.client.getRoom(roomId)?.getLiveTimeline().getEvents() ?? []
    return events.filter((event) => event.isDecryptionFailure())
  }

  /** Room keys that this person shares from now on leave only when the result is called. */
  holdKeysBack(): () => Promise<void> {
    const { http } = this.client
    const authedRequest = http.authedRequest.bind(http)
    const held: (() => Promise<unknown>)[] = []
    http.authedRequest = heldBack(authedRequest, held)
    return async () => {
      http.authedRequest = authedRequest
      for (const send of held.splice(0)) await send()
    }
  }

  /** From now on the client gets the homeserver's answers to requests of this path that much later. */
  answerLate(path: string, ms: number): void {
    const { http } = this.client
    const authedRequest = http.authedRequest.bind(http)
    http.authedRequest = (async (...args: Parameters<AuthedRequest>) => {
      const answer: unknown = await authedRequest(...args)
      if (args[1].includes(path)) await delay(ms)
      return answer
    }) as AuthedRequest
  }

  /** Calls back with each message as soon as it is readable, until the result is called. */
  onText(listener: (roomId: string, event: MatrixEvent) => void): () => void {
    const seen = (event: MatrixEvent) => {
      if (bodyOf(event) !== '') listener(event.getRoomId() ?? '', event)
    }
    const added = (event: MatrixEvent) => {
      if (!event.isEncrypted()) seen(event)
    }
    this.client.on(RoomEvent.Timeline, added)
    this.client.on(MatrixEventEvent.Decrypted, seen)
    return () => {
      this.client.off(RoomEvent.Timeline, added)
      this.client.off(MatrixEventEvent.Decrypted, seen)
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.client.stopClient()
    return Promise.resolve()
  }
}

/** Id of the event that `event` answers: with a quotation of it, or right below it without one. */
export const answeredBy = (event: MatrixEvent): string | undefined =>
  event.replyEventId ??
  (event.getRelation()?.rel_type === 'm.reference' ? event.getRelation()?.event_id : undefined)
export function bodyOf(event: MatrixEvent): string {
  if (event.getType() !== 'm.room.message' || event.isDecryptionFailure()) return ''
  const { body } = event.getContent()
  return typeof body === 'string' ? body : ''
}

type AuthedRequest = MatrixClient['http']['authedRequest']

function heldBack(authedRequest: AuthedRequest, held: (() => Promise<unknown>)[]): AuthedRequest {
  return ((...args: Parameters<AuthedRequest>) => {
    if (!args[1].includes('/sendToDevice/m.room.encrypted')) return authedRequest(...args)
    held.push(() => authedRequest(...args))
    return Promise.resolve('{}')
  }) as AuthedRequest
}
