import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { Transform } from 'node:stream'
import type { TransformCallback } from 'node:stream'
import { createServer } from 'node:tls'
import { listen } from '../support/listen.ts'

const fixture = (name: string) => readFileSync(`tests/fixtures/certificates/${name}`)

/** Other servers get through, are turned away, or are heard and never answered. */
export type LinkState = 'open' | 'cut' | 'silent'

/** The only way by which other homeservers reach one: TLS on loopback, which can be cut or slowed down. */
export class Link implements AsyncDisposable {
  /** Under which other servers know it. */
  readonly serverName: string
  /** Of the homeserver behind it; undefined until it is known. */
  target: URL | undefined
  /** How long whatever goes through is held up, in milliseconds. */
  delayMs = 0
  readonly #server: ReturnType<typeof createServer>
  readonly #sockets = new Set<Socket>()
  #state: LinkState = 'open'

  private constructor(server: ReturnType<typeof createServer>, port: number) {
    this.#server = server
    this.serverName = `127.0.0.1:${port}`
    server.on('secureConnection', (socket) => {
      this.#carry(socket)
    })
  }

  static async open(): Promise<Link> {
    const server = createServer({ key: fixture('key.pem'), cert: fixture('certificate.pem') })
    server.on('tlsClientError', () => undefined)
    const port = await listen(server)
    return new Link(server, port)
  }

  /** Cuts off what is under way, as a server does that stops. */
  set state(state: LinkState) {
    this.#state = state
    for (const socket of this.#sockets) socket.destroy()
  }

  #carry(socket: Socket): void {
    this.#keep(socket)
    if (this.#state === 'silent') return
    if (this.#state === 'cut' || this.target === undefined) {
      socket.destroy()
      return
    }
    const upstream = connect(Number(this.target.port), this.target.hostname)
    this.#keep(upstream)
    socket.pipe(this.#holdUp()).pipe(upstream)
    upstream.pipe(this.#holdUp()).pipe(socket)
    socket.on('close', () => upstream.destroy())
    upstream.on('close', () => socket.destroy())
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => this.#sockets.delete(socket))
  }

  #holdUp(): Transform {
    const pass = (chunk: Buffer, done: TransformCallback) => {
      if (this.delayMs === 0) done(null, chunk)
      else setTimeout(done, this.delayMs, null, chunk)
    }
    return new Transform({
      transform(chunk: Buffer, _encoding, done) {
        pass(chunk, done)
      },
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.state = 'cut'
    this.#server.close()
    await once(this.#server, 'close')
  }
}
