import { once } from 'node:events'
import { Agent, createServer, request as httpRequest } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { listen } from './listen.ts'

/** Where a person would approve the identity, in the form that Matrix Authentication Service 1.22 gives it. */
export const approvalUrl = 'https://account.staff.test/account/?action=org.matrix.cross_signing_reset'

/** Faults that a request may meet on its way to the homeserver and back. */
export type Fault =
  | 'pass'
  | 'delay'
  | 'rate-limit-body'
  | 'rate-limit-header'
  | 'html-502'
  | 'html-200'
  | 'null-body'
  /** The answer of a firewall in between. */
  | 'html-403'
  | 'soft-logout'
  /** The answer of a homeserver with Matrix Authentication Service to an identity that nobody has approved. */
  | 'browser'
  /** Synapse's answer while the Matrix Authentication Service is down that knows its tokens. */
  | 'no-introspection'
  /** The homeserver never sees the request. */
  | 'drop-request'
  /** The homeserver acts, and its answer is lost. */
  | 'lose-response'
  | 'trickle'
  | 'hang'

export interface ProxiedRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
}

export type Rule = (request: ProxiedRequest) => Fault

export interface FaultProxy extends AsyncDisposable {
  readonly url: string
  /** Decides about the requests from now on. */
  rule: Rule
  /** How often each fault was applied. */
  readonly counts: ReadonlyMap<Fault, number>
}

/** A proxy on loopback in front of a homeserver that does to requests what its rule says. */
export async function startFaultProxy(target: string, rule: Rule = () => 'pass'): Promise<FaultProxy> {
  const counts = new Map<Fault, number>()
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const state = { rule }
  const server = createServer((incoming, outgoing) => {
    const path = (incoming.url ?? '/').split('?', 1)[0] ?? '/'
    const fault = state.rule({ method: incoming.method ?? 'GET', path })
    counts.set(fault, (counts.get(fault) ?? 0) + 1)
    apply(fault, incoming, outgoing, () => {
      forward(target, agent, incoming, outgoing, fault === 'lose-response')
    })
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    counts,
    get rule() {
      return state.rule
    },
    set rule(next) {
      state.rule = next
    },
    [Symbol.asyncDispose]: async () => {
      agent.destroy()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const delayMs = 300

const stage = 'org.matrix.cross_signing_reset'
const approvalAsked = {
  session: 'dummy',
  flows: [{ stages: ['m.oauth'] }, { stages: [stage] }],
  params: { 'm.oauth': { url: approvalUrl }, [stage]: { url: approvalUrl } },
  msg: 'To reset your end-to-end encryption cross-signing identity, you first need to approve it',
}

const cannotIntrospect = 'Unable to introspect the access token'

function apply(
  fault: Fault,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  forwardIt: () => void,
): void {
  const answer = (status: number, type: string, body: string, headers: Record<string, string> = {}) => {
    incoming.resume()
    outgoing.writeHead(status, { 'Content-Type': type, ...headers }).end(body)
  }
  const limit = { errcode: 'M_LIMIT_EXCEEDED', error: 'Too Many Requests' }
  switch (fault) {
    case 'pass':
    case 'lose-response':
      forwardIt()
      return
    case 'delay':
      setTimeout(forwardIt, delayMs)
      return
    case 'rate-limit-body':
      answer(429, 'application/json', JSON.stringify({ ...limit, retry_after_ms: 200 }))
      return
    case 'rate-limit-header':
      answer(429, 'application/json', JSON.stringify(limit), { 'Retry-After': '1' })
      return
    case 'html-502':
      answer(502, 'text/html', '<html><body>Bad Gateway</body></html>')
      return
    case 'html-403':
      answer(403, 'text/html', '<html><body>Forbidden</body></html>')
      return
    case 'html-200':
      answer(200, 'text/html', '<html><body>Please log in to the network</body></html>')
      return
    case 'null-body':
      answer(200, 'application/json', 'null')
      return
    case 'soft-logout':
      answer(
        401,
        'application/json',
        JSON.stringify({ errcode: 'M_UNKNOWN_TOKEN', error: '', soft_logout: true }),
      )
      return
    case 'browser':
      answer(401, 'application/json', JSON.stringify(approvalAsked))
      return
    case 'no-introspection':
      answer(503, 'application/json', JSON.stringify({ errcode: 'M_UNKNOWN', error: cannotIntrospect }))
      return
    case 'drop-request':
      incoming.socket.resetAndDestroy()
      return
    case 'trickle': {
      outgoing.writeHead(200, { 'Content-Type': 'application/json' })
      const timer = setInterval(() => outgoing.write(' '), 50)
      outgoing.on('close', () => {
        clearInterval(timer)
      })
      return
    }
    case 'hang':
      return
  }
}

function forward(
  target: string,
  agent: Agent,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  loseResponse: boolean,
): void {
  const upstream = httpRequest(
    `${target}${incoming.url ?? '/'}`,
    { method: incoming.method, headers: { ...incoming.headers, host: new URL(target).host }, agent },
    (response) => {
      if (loseResponse) {
        response.resume()
        response.on('end', () => incoming.socket.resetAndDestroy())
        return
      }
      outgoing.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(outgoing)
    },
  )
  upstream.on('error', () => incoming.socket.destroy())
  outgoing.on('close', () => upstream.destroy())
  incoming.pipe(upstream)
}
