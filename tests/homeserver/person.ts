import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { registerAccount } from '../../src/workshop/demo/account.ts'
import type { Account } from '../../src/workshop/demo/account.ts'
import { bodyOf, repliedTo } from './events.ts'
import type { MatrixEvent } from './events.ts'
import type { Homeserver } from './homeserver.ts'

const password = 'correct horse battery staple'

export interface PlaceInHistory {
  readonly token: string
  /** Ids of the events before it. */
  readonly known: ReadonlySet<string>
}

type Json = Record<string, unknown>
type Receipts = Record<string, { 'm.read'?: Record<string, unknown> }>

/** Creates an account whose localpart starts with `prefix` and is unique in the suite, and logs it in. */
export const createAccount = (homeserver: Homeserver, prefix: string): Promise<Account> =>
  registerAccount(homeserver, { username: `${prefix}-${randomUUID().slice(0, 8)}`, password })

/** Logs an account in on a new device. */
export async function loginAgain(
  homeserver: Homeserver,
  account: Account,
  deviceId?: string,
): Promise<Account> {
  const body = JSON.stringify({
    type: 'm.login.password',
    identifier: { type: 'm.id.user', user: account.userId },
    password: account.password,
    device_id: deviceId,
  })
  const response = await fetch(`${homeserver.url}/_matrix/client/v3/login`, { method: 'POST', body })
  if (!response.ok) throw new Error(`login ${account.userId}: ${response.status} ${await response.text()}`)
  const session = (await response.json()) as { access_token: string; device_id: string }
  return { ...account, accessToken: session.access_token, deviceId: session.device_id }
}

/** A person's side of the conversation, over plain HTTP, independent of the bot's own client. */
export class Person {
  readonly #url: string
  readonly #token: string
  readonly userId: string
  readonly account: Account

  constructor(homeserver: Homeserver, account: Account) {
    this.#url = homeserver.url
    this.#token = account.accessToken
    this.userId = account.userId
    this.account = account
  }

  static async register(homeserver: Homeserver, prefix: string): Promise<Person> {
    return new Person(homeserver, await createAccount(homeserver, prefix))
  }

  /** One call of the client-server API; throws with the server's answer unless it is 2xx. */
  async call(method: string, path: string, body?: Json): Promise<Json> {
    const response = await fetchAgain(`${this.#url}/_matrix/client/v3${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.#token}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Json
  }

  async createRoom(options: Json = {}): Promise<string> {
    const { room_id } = await this.call('POST', '/createRoom', { preset: 'private_chat', ...options })
    return room_id as string
  }

  /** A room of two, marked as direct in the invitation as clients do. */
  createDirectRoom(userId: string): Promise<string> {
    return this.createRoom({ preset: 'trusted_private_chat', is_direct: true, invite: [userId] })
  }

  /** A room of two that the other has entered. */
  async meet({ userId }: { readonly userId: string }): Promise<string> {
    const roomId = await this.createDirectRoom(userId)
    await this.waitForMembership(roomId, userId, 'join')
    return roomId
  }

  async invite(roomId: string, userId: string): Promise<void> {
    await this.call('POST', `/rooms/${enc(roomId)}/invite`, { user_id: userId })
  }

  async join(roomId: string): Promise<void> {
    await this.call('POST', `/rooms/${enc(roomId)}/join`, {})
  }

  async leave(roomId: string): Promise<void> {
    await this.call('POST', `/rooms/${enc(roomId)}/leave`, {})
  }

  /** Sends an event and returns its id. */
  async sendEvent(roomId: string, type: string, content: Json): Promise<string> {
    const path = `/rooms/${enc(roomId)}/send/${enc(type)}/${randomUUID()}`
    return (await this.call('PUT', path, content))['event_id'] as string
  }

  /** Says `body` as an ordinary text message; `extra` is merged into the content. */
  say(roomId: string, body: string, extra: Json = {}): Promise<string> {
    return this.sendEvent(roomId, 'm.room.message', { msgtype: 'm.text', body, ...extra })
  }

  /** Says `body` with `m.mentions` naming `userId`, as current clients write a mention. */
  mention(roomId: string, userId: string, body: string, extra: Json = {}): Promise<string> {
    return this.say(roomId, body, { 'm.mentions': { user_ids: [userId] }, ...extra })
  }

  /** Gives an own message another text, as clients do. */
  edit(roomId: string, eventId: string, body: string): Promise<string> {
    return this.say(roomId, `* ${body}`, {
      'm.new_content': { msgtype: 'm.text', body },
      'm.relates_to': { rel_type: 'm.replace', event_id: eventId },
    })
  }

  async redact(roomId: string, eventId: string): Promise<void> {
    await this.call('PUT', `/rooms/${enc(roomId)}/redact/${enc(eventId)}/${randomUUID()}`, {})
  }

  react(roomId: string, eventId: string, key: string): Promise<string> {
    const relation = { rel_type: 'm.annotation', event_id: eventId, key }
    return this.sendEvent(roomId, 'm.reaction', { 'm.relates_to': relation })
  }

  async event(roomId: string, eventId: string): Promise<MatrixEvent> {
    const event = await this.call('GET', `/rooms/${enc(roomId)}/event/${enc(eventId)}`)
    return event as unknown as MatrixEvent
  }

  async setState(roomId: string, type: string, content: Json, stateKey = ''): Promise<void> {
    await this.call('PUT', `/rooms/${enc(roomId)}/state/${enc(type)}/${enc(stateKey)}`, content)
  }

  async devices(): Promise<readonly string[]> {
    const { devices } = await this.call('GET', '/devices')
    return (devices as { device_id: string }[]).map((device) => device.device_id)
  }

  async removeDevice(deviceId: string): Promise<void> {
    await this.call('DELETE', `/devices/${enc(deviceId)}`, { auth: this.#passwordAuth() })
  }

  /** Changes the password, which ends the sessions of all other devices. */
  async changePassword(): Promise<void> {
    const body = { new_password: randomUUID(), logout_devices: true, auth: this.#passwordAuth() }
    await this.call('POST', '/account/password', body)
  }

  #passwordAuth(): Json {
    const identifier = { type: 'm.id.user', user: this.userId }
    return { type: 'm.login.password', identifier, password: this.account.password }
  }

  /** The newest events of a room, oldest first. */
  async timeline(roomId: string, limit = 100): Promise<readonly MatrixEvent[]> {
    const { chunk } = await this.call('GET', `/rooms/${enc(roomId)}/messages?dir=b&limit=${limit}`)
    return (chunk as MatrixEvent[]).toReversed()
  }

  /** The latest messages of somebody in a room, the introduction included. */
  async messagesOf({ userId }: { readonly userId: string }, roomId: string) {
    const events = await this.timeline(roomId)
    return events.filter(({ sender, type }) => sender === userId && type === 'm.room.message')
  }

  /** The events of a room from its beginning or from where an earlier call ended, oldest first. */
  async history(roomId: string, since?: PlaceInHistory) {
    if (since !== undefined) return this.#pages(roomId, 'f', since)
    // Backwards from now on, as not every homeserver knows where a room begins without being told.
    const nothing = { types: [] }
    // Synapse answers a sync like an earlier one from its cache, so each must differ.
    const rooms = [`!${randomUUID()}:nowhere.test`]
    const filter = { presence: nothing, account_data: nothing, room: { rooms } }
    const { next_batch: now } = await this.call('GET', `/sync?filter=${enc(JSON.stringify(filter))}`)
    const { events, end } = await this.#pages(roomId, 'b', { token: now as string, known: new Set() })
    return { events: events.toReversed(), end: { ...end, token: now as string } }
  }

  /** Pages of some homeservers overlap, so what is known is left out. */
  async #pages(roomId: string, dir: 'b' | 'f', since: PlaceInHistory) {
    const events = new Map<string, MatrixEvent>()
    let { token } = since
    for (;;) {
      const query = `dir=${dir}&limit=500&from=${enc(token)}`
      const { chunk, end } = await this.call('GET', `/rooms/${enc(roomId)}/messages?${query}`)
      const page = (chunk as MatrixEvent[]).filter(
        ({ event_id: id }) => !since.known.has(id) && !events.has(id),
      )
      for (const event of page) events.set(event.event_id, event)
      if (typeof end === 'string') token = end
      if (typeof end !== 'string' || page.length === 0) break
    }
    return {
      events: [...events.values()],
      end: { token, known: new Set([...since.known, ...events.keys()]) },
    }
  }

  async members(roomId: string): Promise<Readonly<Record<string, string>>> {
    const { chunk } = await this.call('GET', `/rooms/${enc(roomId)}/members`)
    return Object.fromEntries(
      (chunk as MatrixEvent[]).map((event) => [event.state_key ?? '', String(event.content['membership'])]),
    )
  }

  /** Resolves with the first event of the room's recent timeline for which `matches` holds. */
  waitForEvent(roomId: string, matches: (event: MatrixEvent) => boolean, timeoutMs = 40_000) {
    return waitFor(async () => (await this.timeline(roomId)).find(matches), timeoutMs)
  }

  /** Resolves with what somebody says in which `text` stands. */
  hear({ userId }: { readonly userId: string }, roomId: string, text: string): Promise<MatrixEvent> {
    return this.waitForEvent(
      roomId,
      (event) => event.sender === userId && event.type === 'm.room.message' && bodyOf(event).includes(text),
    )
  }

  /** Resolves with the event of `sender` that replies to `eventId`. */
  waitForReply(roomId: string, eventId: string, sender: string, timeoutMs = 40_000) {
    return this.waitForEvent(
      roomId,
      (event) => event.sender === sender && repliedTo(event) === eventId,
      timeoutMs,
    )
  }

  /** Resolves once the event has been deleted. */
  async waitForRedaction(roomId: string, eventId: string): Promise<void> {
    await waitFor(async () => {
      const { content } = await this.event(roomId, eventId)
      return Object.keys(content).length === 0 ? true : undefined
    })
  }

  /** Resolves once `userId` has marked the event as read. */
  async waitForReceipt(roomId: string, userId: string, eventId: string): Promise<void> {
    await waitFor(async () => {
      // Synapse answers a sync like an earlier one from its cache, so each must differ.
      const rooms = [roomId, `!${randomUUID()}:nowhere.test`]
      const filter = enc(JSON.stringify({ room: { rooms, ephemeral: { types: ['m.receipt'] } } }))
      const answer = (await this.call('GET', `/sync?filter=${filter}`)) as {
        rooms?: { join?: Record<string, { ephemeral?: { events: { content: Receipts }[] } }> }
      }
      const events = answer.rooms?.join?.[roomId]?.ephemeral?.events ?? []
      return events.some(({ content }) => content[eventId]?.['m.read']?.[userId]) ? true : undefined
    })
  }

  async waitForMembership(
    roomId: string,
    userId: string,
    membership: string,
    timeoutMs = 40_000,
  ): Promise<void> {
    const found = async () => ((await this.members(roomId))[userId] === membership ? true : undefined)
    await waitFor(found, timeoutMs)
  }
}

/** Polls until `probe` gives a value; throws once `timeoutMs` have passed. */
export async function waitFor<T>(
  probe: () => Promise<T | undefined> | T | undefined,
  timeoutMs = 40_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const value = await probe()
    if (value !== undefined) return value
    if (Date.now() > deadline) throw new Error(`nothing came within ${timeoutMs} ms`)
    await delay(50)
  }
}

/** Again if the homeserver has just closed the idle connection that the request was sent on; several may be idle. */
async function fetchAgain(url: string, init: RequestInit, attempts = 5): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (attempts === 1) throw error
    await delay(100)
    return fetchAgain(url, init, attempts - 1)
  }
}

const enc = encodeURIComponent
