import { provisionSynapse } from '../../src/workshop/demo/python.ts'
import { startSynapse } from '../../src/workshop/demo/synapse.ts'
import type { Synapse } from '../../src/workshop/demo/synapse.ts'
import { Link } from './link.ts'
import type { LinkState } from './link.ts'

/** A homeserver that talks to others, and the way to it. */
interface Server extends AsyncDisposable {
  readonly homeserver: Synapse
  readonly link: Link
}

/** The bot's homeserver, and another one. */
export class Servers implements AsyncDisposable {
  readonly home: Server
  readonly other: Server

  private constructor(home: Server, other: Server) {
    this.home = home
    this.other = other
  }

  static async start(cacheDirectory: string): Promise<Servers> {
    const python = await provisionSynapse({ cacheDirectory })
    const [home, other] = await Promise.all([startServer(python), startServer(python)])
    return new Servers(home, other)
  }

  /** Sets both ways between them. */
  connect(state: LinkState): void {
    for (const { link } of [this.home, this.other]) link.state = state
  }

  /** Holds up what goes from one to the other, in milliseconds. */
  slowDown(delayMs: number): void {
    for (const { link } of [this.home, this.other]) link.delayMs = delayMs
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.home[Symbol.asyncDispose](), this.other[Symbol.asyncDispose]()])
  }
}

async function startServer(python: string): Promise<Server> {
  const link = await Link.open()
  const homeserver = await startSynapse({ python, serverName: link.serverName, federates: true })
  link.target = new URL(homeserver.url)
  return {
    ...{ homeserver, link },
    async [Symbol.asyncDispose]() {
      await homeserver[Symbol.asyncDispose]()
      await link[Symbol.asyncDispose]()
    },
  }
}
