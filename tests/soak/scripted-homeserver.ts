import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { listen } from '../support/listen.ts'

export interface ScriptOptions {
  /** Where everything goes that is not about syncs and rooms: login, keys, account data. */
  readonly homeserverUrl: string
  readonly rooms: readonly string[]
  readonly asker: string
  readonly now: () => number
}

interface Said {
  readonly event_id: string
  readonly roomId: string
  readonly sender: string
  readonly content: unknown
  readonly at: number
}

const pollMs = 10_000
/** Events in one sync response; a homeserver shows about as many. */
const batchSize = 50

/**
 * A homeserver as far as the bot sees one. What a person says is shown to the bot in its next sync, and what the bot sends is
 * counted; as nothing is stored, ten thousand questions take as long as the bot takes for them.
 */
export class ScriptedHomeserver implements AsyncDisposable {
  readonly #options: ScriptOptions
  readonly #server = createServer((request, response) => {
    this.#answer(request).then(
      ({ status, body }) =>
        response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body)),
      () => response.destroy(),
    )
  })
  readonly #unseen: Said[] = []
  readonly #transactions = new Map<string, string>()
  #events = 0
  #port = 0
  #news = Promise.withResolvers<undefined>()
  #sent = Promise.withResolvers<undefined>()
  /** Bodies of the bot's replies, by the event that they reply to. */
  readonly replies = new Map<string, string[]>()

  private constructor(options: ScriptOptions) {
    this.#options = options
  }

  static async start(options: ScriptOptions): Promise<ScriptedHomeserver> {
    const homeserver = new ScriptedHomeserver(options)
    homeserver.#port = await listen(homeserver.#server)
    return homeserver
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Events that the bot has not been shown yet. */
  get unseen(): number {
    return this.#unseen.length
  }

  say(roomId: string, body: string, sender = this.#options.asker): string {
    const event_id = `$said${this.#events++}`
    const content = { msgtype: 'm.text', body }
    this.#unseen.push({ event_id, roomId, sender, content, at: this.#options.now() })
    this.#news.resolve(undefined)
    return event_id
  }

  /** Resolves with the next message that the bot sends, or after a while without one. */
  async nextSent(): Promise<void> {
    await Promise.race([this.#sent.promise, delay(1_000)])
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const url = new URL(request.url ?? '/', this.url)
    const path = decodeURIComponent(url.pathname).replace('/_matrix/client/v3', '')
    if (path === '/sync') return ok(await this.#sync(url.searchParams.get('since')))
    if (!path.startsWith('/rooms/')) return this.#forward(request)
    if (path.includes('/state/')) return { status: 404, body: { errcode: 'M_NOT_FOUND', error: 'no state' } }
    if (path.includes('/send/')) return ok({ event_id: this.#receive(path, await json(request)) })
    request.resume()
    return ok({})
  }

  async #sync(since: string | null): Promise<unknown> {
    if (since === null) return this.#response([])
    if (this.#unseen.length === 0) {
      this.#news = Promise.withResolvers<undefined>()
      await Promise.race([this.#news.promise, delay(pollMs)])
    }
    return this.#response(this.#unseen.splice(0, batchSize))
  }

  #response(said: readonly Said[]): unknown {
    const { rooms } = this.#options
    const byRoom = Map.groupBy(said, ({ roomId }) => roomId)
    const shown = said.length > 0 ? [...byRoom.keys()] : rooms
    const join = shown.map((roomId) => {
      const events = (byRoom.get(roomId) ?? []).map(({ event_id, sender, content, at }) => ({
        ...{ event_id, sender, content, type: 'm.room.message', origin_server_ts: at },
      }))
      const summary = { 'm.joined_member_count': 2, 'm.invited_member_count': 0 }
      return [roomId, { summary, timeline: { events, limited: false, prev_batch: 'p' } }] as const
    })
    return {
      next_batch: `s${this.#events}`,
      device_one_time_keys_count: { signed_curve25519: 50 },
      device_unused_fallback_key_types: ['signed_curve25519'],
      rooms: { join: Object.fromEntries(join) },
    }
  }

  #receive(path: string, content: unknown): string {
    const known = this.#transactions.get(path)
    if (known !== undefined) return known
    const id = `$sent${this.#events++}`
    this.#transactions.set(path, id)
    const { body, 'm.relates_to': relation } = content as {
      body?: string
      'm.relates_to'?: { 'm.in_reply_to'?: { event_id?: string }; rel_type?: string; event_id?: string }
    }
    const isReference = relation?.rel_type === 'm.reference'
    const question = isReference ? relation.event_id : relation?.['m.in_reply_to']?.event_id
    if (question !== undefined && body !== undefined) {
      this.replies.set(question, [...(this.replies.get(question) ?? []), body])
    }
    this.#sent.resolve(undefined)
    this.#sent = Promise.withResolvers<undefined>()
    return id
  }

  async #forward(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const { method = 'GET', url = '/', headers } = request
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk as Uint8Array)
    const response = await fetch(`${this.#options.homeserverUrl}${url}`, {
      method,
      headers: { 'Content-Type': 'application/json', Authorization: headers.authorization ?? '' },
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    })
    return { status: response.status, body: await response.json() }
  }
}

const ok = (body: unknown) => ({ status: 200, body })
