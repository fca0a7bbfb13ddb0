import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { Account } from './account.ts'

/** A message as a person's client shows it. */
export interface ShownMessage {
  readonly eventId: string
  readonly sender: string
  readonly body: string
  /** Event that the message is a reply to. */
  readonly repliesTo: string | undefined
}

export interface RoomOptions {
  readonly name?: string
  readonly alias?: string
  readonly direct?: boolean
  readonly invite: readonly string[]
}

/** Somebody who talks with the bot. */
export interface Person extends AsyncDisposable {
  readonly userId: string
  createRoom(options: RoomOptions): Promise<string>
  join(roomId: string): Promise<void>
  /** Says something and returns the event's id; `mention` puts the person or bot of that id and name in front. */
  say(
    roomId: string,
    text: string,
    mention?: { readonly userId: string; readonly name: string },
  ): Promise<string>
  /** The first message for which `matches` holds; `undefined` if none comes within `timeoutMs`. */
  waitFor(
    roomId: string,
    matches: (message: ShownMessage) => boolean,
    timeoutMs: number,
  ): Promise<ShownMessage | undefined>
}

const pollMs = 50

const created = z.object({ room_id: z.string() })
const sent = z.object({ event_id: z.string() })
const relation = z.object({ 'm.in_reply_to': z.object({ event_id: z.string() }).optional() })
const timeline = z.object({
  chunk: z.array(
    z.object({
      event_id: z.string(),
      sender: z.string(),
      type: z.string(),
      content: z.object({ body: z.string().optional(), 'm.relates_to': relation.optional() }),
    }),
  ),
})

/** A person over plain HTTP, without encryption. */
export function createPerson(homeserverUrl: string, account: Account): Person {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${homeserverUrl}/_matrix/client/v3${path}`, {
      method,
      headers: { Authorization: `Bearer ${account.accessToken}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  const newest = async (roomId: string): Promise<ShownMessage[]> => {
    const path = `/rooms/${encodeURIComponent(roomId)}/messages?dir=b&limit=20`
    const { chunk } = timeline.parse(await call('GET', path))
    return chunk
      .filter(({ type }) => type === 'm.room.message')
      .map(({ event_id, sender, content }) => ({
        eventId: event_id,
        sender,
        body: content.body ?? '',
        repliesTo: content['m.relates_to']?.['m.in_reply_to']?.event_id,
      }))
      .toReversed()
  }
  return {
    userId: account.userId,
    async createRoom(options) {
      return created.parse(await call('POST', '/createRoom', roomRequest(options))).room_id
    },
    async join(roomId) {
      await call('POST', `/join/${encodeURIComponent(roomId)}`, {})
    },
    async say(roomId, text, mention) {
      const path = `/rooms/${encodeURIComponent(roomId)}/send/m.room.message/${randomUUID()}`
      return sent.parse(await call('PUT', path, textContent(text, mention))).event_id
    },
    async waitFor(roomId, matches, timeoutMs) {
      const deadline = Date.now() + timeoutMs
      for (;;) {
        const found = (await newest(roomId)).find(matches)
        if (found !== undefined || Date.now() > deadline) return found
        await delay(pollMs)
      }
    },
    async [Symbol.asyncDispose]() {
      // Nothing is held open between two calls.
    },
  }
}

/** Body of `/createRoom`, as Element sends it. */
export function roomRequest({ name, alias, direct = false, invite }: RoomOptions) {
  return {
    preset: direct ? 'trusted_private_chat' : 'private_chat',
    is_direct: direct,
    invite: [...invite],
    ...(name !== undefined && { name }),
    ...(alias !== undefined && { room_alias_name: alias }),
  }
}

/** An ordinary message, with the mention as current clients write it: a pill in the text, and `m.mentions`. */
export function textContent(text: string, mention?: { readonly userId: string; readonly name: string }) {
  if (mention === undefined) return { msgtype: 'm.text', body: text, 'm.mentions': {} }
  const { userId, name } = mention
  return {
    msgtype: 'm.text',
    body: `${name}: ${text}`,
    format: 'org.matrix.custom.html',
    formatted_body: `<a href="https://matrix.to/#/${userId}">${name}</a>: ${text}`,
    'm.mentions': { user_ids: [userId] },
  }
}
