import { MatrixRequestError } from '../client/request-error.ts'
import { BotClient } from '../client/client.ts'
import type { Homeserver } from '../client/client.ts'
import { originOf } from '../client/transport.ts'
import { at, arrayAt, stringAt } from '../client/json.ts'

/** Something answers at the configured address, but it is no homeserver. */
export class HomeserverAddressError extends Error {
  override readonly name = 'HomeserverAddressError'
  readonly hint: string

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options)
    this.hint = hint
  }
}

const patienceMs = 10_000

/**
 * Says how the address is wrong, as far as the answers tell: it redirects to another one, another one stands in the `.well-known` of
 * that host, or the homeserver there knows no such path. Undefined if the fault may pass by itself.
 */
export async function findAddressFault(
  homeserver: Homeserver,
  fault: unknown,
): Promise<HomeserverAddressError | undefined> {
  if (!(fault instanceof MatrixRequestError) || !isNoHomeserver(fault)) return undefined
  const address = originOf(homeserver.url)
  const target = redirectedTo(fault)
  if (target !== undefined)
    return new HomeserverAddressError(
      `${address} redirects to ${target}`,
      `Set homeserver.url to ${target}`,
      { cause: fault },
    )
  if (await speaksMatrix(homeserver)) return undefined
  const named = await wellKnownAddress(homeserver)
  if (named !== undefined && originOf(named) !== address) {
    const message = `${address} is not the homeserver itself; it names ${named} as its address (.well-known)`
    return new HomeserverAddressError(message, `Set homeserver.url to ${named}`, { cause: fault })
  }
  if (fault.kind !== 'refused') return undefined
  const message = `what answers at ${homeserver.url} knows no ${fault.path} (${fault.status ?? ''} ${fault.errcode ?? ''})`
  const hint = 'Set homeserver.url to the address of the client-server API, without a path below it'
  return new HomeserverAddressError(message, hint, { cause: fault })
}

/** A page in HTML, or a path that nobody serves. Behind a proxy, both can be a homeserver that is just starting. */
const isNoHomeserver = ({ kind, errcode }: MatrixRequestError) =>
  kind === 'malformed' || (kind === 'refused' && errcode === 'M_UNRECOGNIZED')

/** 301 and 308; the others may be those of a maintenance. */
const permanent: ReadonlySet<number | undefined> = new Set([301, 308])

/** The address at which a homeserver is to be asked for the same path from now on. Other redirects lead to a page, or for a while. */
function redirectedTo({ status, location, path, address }: MatrixRequestError): string | undefined {
  if (!permanent.has(status)) return undefined
  const target = location === undefined ? null : URL.parse(location, address)
  if (target === null || !/^https?:$/.test(target.protocol) || !target.pathname.endsWith(path))
    return undefined
  const base = `${target.origin}${target.pathname.slice(0, -path.length)}`.replace(/\/+$/, '')
  return base === address ? undefined : base
}

async function speaksMatrix(homeserver: Homeserver): Promise<boolean> {
  const answer = await ask(homeserver, homeserver.url, '/_matrix/client/versions')
  return arrayAt(answer, 'versions').length > 0
}

async function wellKnownAddress(homeserver: Homeserver): Promise<string | undefined> {
  const answer = await ask(homeserver, originOf(homeserver.url), '/.well-known/matrix/client')
  const named = stringAt(at(answer, 'm.homeserver'), 'base_url')
  return named !== undefined && /^https?:$/.test(URL.parse(named)?.protocol ?? '') ? named : undefined
}

async function ask(homeserver: Homeserver, url: string, path: string): Promise<unknown> {
  const client = new BotClient({ homeserver: { ...homeserver, url }, timeoutMs: patienceMs })
  try {
    return await client.request({ method: 'GET', path })
  } catch (error) {
    if (error instanceof MatrixRequestError) return undefined
    throw error
  }
}
