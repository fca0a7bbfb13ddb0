import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { listen } from './listen.ts'

/** A proxy in front of a homeserver that shows invitations which nobody sent, and never answers who refuses them. */
export interface InvitingProxy extends AsyncDisposable {
  readonly url: string
  /** How many refusals hang. */
  readonly hanging: number
  /** Has the next sync show so many invitations from `inviter` to `invited`. */
  invite(number: number, inviter: string, invited: string): void
}

export async function startInvitingProxy(target: string): Promise<InvitingProxy> {
  const state = { hanging: 0, shown: {} as Record<string, unknown> }
  const isInvented = (url: string) => decodeURIComponent(url).includes('/rooms/!invented')
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const url = incoming.url ?? '/'
    if (isInvented(url)) {
      state.hanging++
      return
    }
    const body = incoming.method === 'GET' ? undefined : await text(incoming)
    const { authorization = '', 'content-type': type = 'application/json' } = incoming.headers
    const headers = { authorization, 'content-type': type }
    const response = await fetch(`${target}${url}`, {
      ...{ method: incoming.method ?? 'GET', headers },
      ...(body !== undefined && { body }),
    })
    const answer = await response.text()
    outgoing.writeHead(response.status, { 'Content-Type': 'application/json' })
    outgoing.end(url.includes('/sync') && response.ok ? withInvitations(answer, state) : answer)
  }
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy())
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    get hanging() {
      return state.hanging
    },
    invite(number, inviter, invited) {
      const invitation = { invite_state: { events: [memberEvent(inviter, invited)] } }
      for (let i = 0; i < number; i++) state.shown[`!invented${i}:nowhere.test`] = invitation
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const memberEvent = (sender: string, invited: string) => ({
  ...{ type: 'm.room.member', sender, state_key: invited },
  content: { membership: 'invite' },
})

function withInvitations(answer: string, state: { shown: Record<string, unknown> }): string {
  const sync = JSON.parse(answer) as { rooms?: Record<string, unknown> }
  const invite = state.shown
  state.shown = {}
  return JSON.stringify({
    ...sync,
    rooms: { ...sync.rooms, invite: { ...(sync.rooms?.['invite'] as object), ...invite } },
  })
}
