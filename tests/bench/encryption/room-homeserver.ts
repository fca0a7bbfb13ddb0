import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { RoomId, type OlmMachine } from '@matrix-org/matrix-sdk-crypto-wasm'
import { MatrixRequestError } from '../../../src/matrix/client/request-error.ts'
import { bot, type KeyServer } from '../../support/encrypted-room.ts'
import { meet, shareRoomKey, type Json } from '../../support/olm-devices.ts'
import { listen } from '../../support/listen.ts'

const pollMs = 10_000
const answerTimeoutMs = 120_000

/** A homeserver with one encrypted room, in which one person asks the bot. All that it needs is in memory. */
export class RoomHomeserver implements AsyncDisposable {
  readonly #keys: KeyServer
  readonly #asker: OlmMachine
  readonly #server = createServer((request, response) => {
    this.#answer(request).then(
      ({ status, body }) => response.writeHead(status).end(JSON.stringify(body)),
      () => response.destroy(),
    )
  })
  #toDevice: readonly Json[] = []
  #timeline: readonly unknown[] = []
  #news = Promise.withResolvers<undefined>()
  #sent = Promise.withResolvers<undefined>()
  #events = 0
  #port = 0

  private constructor(keys: KeyServer, asker: OlmMachine) {
    this.#keys = keys
    this.#asker = asker
  }

  static async start(keys: KeyServer, asker: OlmMachine): Promise<RoomHomeserver> {
    const homeserver = new RoomHomeserver(keys, asker)
    homeserver.#port = await listen(homeserver.#server)
    return homeserver
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Waits until the bot has its keys on the homeserver, and gives it the asker's. */
  async begin(bots: OlmMachine): Promise<void> {
    while (Object.keys(this.#keys.ownKeys.oneTime).length === 0) await delay(50)
    await meet(this.#asker, bots, this.#keys.ownKeys)
    this.#toDevice = await shareRoomKey(this.#asker, bots, this.#keys.room)
  }

  /** Resolves when the bot has sent its answer. */
  async ask(body: string): Promise<void> {
    const encrypted = await this.#asker.encryptRoomEvent(
      new RoomId(this.#keys.room),
      'm.room.message',
      JSON.stringify({ msgtype: 'm.text', body }),
    )
    this.#sent = Promise.withResolvers<undefined>()
    this.#timeline = [this.#event('m.room.encrypted', JSON.parse(encrypted))]
    this.#news.resolve(undefined)
    const late = new AbortController()
    const refused = delay(answerTimeoutMs, undefined, { signal: late.signal }).then(() => {
      throw new Error('the bot does not answer')
    })
    await Promise.race([this.#sent.promise, refused])
    late.abort()
    refused.catch(() => undefined)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', this.url)
    const content = await text(request)
    if (path.endsWith('/sync')) return ok(await this.#sync(searchParams.get('since')))
    if (path.endsWith('/whoami')) return ok({ user_id: bot, device_id: 'BOT' })
    if (path.includes('/send/')) {
      this.#sent.resolve(undefined)
      return ok({ event_id: `$${this.#events++}` })
    }
    try {
      const body: unknown = content === '' ? undefined : JSON.parse(content)
      const method = request.method === 'GET' ? 'GET' : request.method === 'PUT' ? 'PUT' : 'POST'
      return ok(await this.#keys.request({ method, path, body }))
    } catch (error) {
      if (!(error instanceof MatrixRequestError)) throw error
      return { status: error.status ?? 500, body: { errcode: error.errcode, error: 'not found' } }
    }
  }

  async #sync(since: string | null): Promise<unknown> {
    if (since === null)
      return this.#response([], [this.#event('m.room.encryption', this.#keys.encryption, '')])
    if (this.#timeline.length === 0) {
      this.#news = Promise.withResolvers<undefined>()
      await Promise.race([this.#news.promise, delay(pollMs, undefined, { ref: false })])
    }
    const timeline = this.#timeline
    this.#timeline = []
    return this.#response(timeline, [])
  }

  #response(events: readonly unknown[], state: readonly unknown[]): unknown {
    const toDevice = this.#toDevice
    this.#toDevice = []
    const summary = { 'm.joined_member_count': this.#keys.members.size, 'm.invited_member_count': 0 }
    const room = { summary, state: { events: state }, timeline: { events, limited: false, prev_batch: 'p' } }
    return {
      next_batch: `s${this.#events++}`,
      to_device: { events: toDevice },
      device_one_time_keys_count: { signed_curve25519: 50 },
      device_unused_fallback_key_types: ['signed_curve25519'],
      rooms: { join: { [this.#keys.room]: room } },
    }
  }

  #event(type: string, content: unknown, state_key?: string): unknown {
    const [event_id, sender] = [`$${this.#events++}`, this.#asker.userId.toString()]
    const state = state_key === undefined ? {} : { state_key }
    return { event_id, sender, type, content, origin_server_ts: Date.now(), ...state }
  }
}

const ok = (body: unknown) => ({ status: 200, body })
