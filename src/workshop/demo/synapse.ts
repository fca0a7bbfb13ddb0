import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort, startHomeserver } from './homeserver-process.ts'
import { synapseConfig } from './synapse-config.ts'

/** A throw-away homeserver on loopback; disposing it stops the process and removes its data. */
export interface Synapse extends AsyncDisposable {
  readonly url: string
  readonly serverName: string
  readonly registrationSecret: string
  readonly pid: number
  readonly directory: string
}

export interface StartOptions {
  /** Interpreter that `provisionSynapse` returned. */
  readonly python: string
  readonly serverName?: string
  /** True if it talks to other servers on loopback; false if left out. */
  readonly federates?: boolean
  /** Further resources beside the client-server API; see Synapse's `listeners`. */
  readonly resources?: readonly string[]
  /** Keys of homeserver.yaml that replace the throw-away defaults, e.g. tight rate limits. */
  readonly settings?: Readonly<Record<string, unknown>>
}

/** Starts a homeserver on SQLite in a temporary directory of its own and resolves once it answers. */
export async function startSynapse(options: StartOptions): Promise<Synapse> {
  const directory = await mkdtemp(path.join(tmpdir(), 'synapse-'))
  try {
    return await launch(directory, options)
  } catch (error) {
    await rm(directory, { recursive: true, force: true })
    throw error
  }
}

async function launch(directory: string, options: StartOptions): Promise<Synapse> {
  const serverName = options.serverName ?? 'localhost'
  const registrationSecret = randomBytes(24).toString('hex')
  const port = await freePort()
  const configFile = path.join(directory, 'homeserver.yaml')
  await mkdir(path.join(directory, 'media'))
  await writeFile(path.join(directory, 'signing.key'), signingKey())
  const { federates = false, resources = [] } = options
  const config = synapseConfig({ directory, port, serverName, registrationSecret, federates, resources })
  // JSON is YAML, so no writer for YAML is needed.
  await writeFile(configFile, JSON.stringify({ ...config.homeserver, ...options.settings }))
  await writeFile(path.join(directory, 'log.yaml'), JSON.stringify(config.logging))

  const url = `http://127.0.0.1:${port}`
  const server = await startHomeserver({
    program: options.python,
    args: ['-m', 'synapse.app.homeserver', '--config-path', configFile],
    ...{ directory, readyUrl: `${url}/health` },
  }).catch(async (error: unknown) => {
    const log = await readFile(path.join(directory, 'homeserver.log'), 'utf8').catch(() => '')
    throw new Error(`Synapse did not start (${String(error)})\n${log.slice(-2000)}`, { cause: error })
  })
  return {
    ...{ url, serverName, registrationSecret, directory, pid: server.pid },
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** Synapse's key file format: algorithm, key version, unpadded base64 of the seed. */
const signingKey = () => `ed25519 a_demo ${randomBytes(32).toString('base64').replace(/=+$/, '')}\n`
