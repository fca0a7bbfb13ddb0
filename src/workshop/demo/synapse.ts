import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { synapseConfig } from './synapse-config.ts'

const startTimeoutMs = 90_000
const stopTimeoutMs = 15_000

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
  /** Whether it talks to other servers on loopback; not if left out. */
  readonly federates?: boolean
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
  const logFile = path.join(directory, 'homeserver.log')
  await mkdir(path.join(directory, 'media'))
  await writeFile(path.join(directory, 'signing.key'), signingKey())
  const { federates = false } = options
  const config = synapseConfig({ directory, port, serverName, registrationSecret, federates })
  // JSON is YAML, so no writer for YAML is needed.
  await writeFile(configFile, JSON.stringify({ ...config.homeserver, ...options.settings }))
  await writeFile(path.join(directory, 'log.yaml'), JSON.stringify(config.logging))

  const child = spawn(options.python, ['-m', 'synapse.app.homeserver', '--config-path', configFile], {
    cwd: directory,
    stdio: 'ignore',
  })
  const killWithParent = () => child.kill('SIGKILL')
  process.once('exit', killWithParent)
  const url = `http://127.0.0.1:${port}`
  try {
    await healthy(url, child, logFile)
  } catch (error) {
    await stop(child)
    throw error
  }
  return {
    url,
    serverName,
    registrationSecret,
    pid: child.pid ?? 0,
    directory,
    [Symbol.asyncDispose]: async () => {
      process.removeListener('exit', killWithParent)
      await stop(child)
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function healthy(url: string, child: ChildProcess, logFile: string): Promise<void> {
  let failed: string | undefined
  child.once('error', (error) => (failed = error.message))
  child.once('exit', (code) => (failed = `exit code ${code ?? 'none'}`))
  const deadline = Date.now() + startTimeoutMs
  while (Date.now() < deadline) {
    if (failed !== undefined) break
    if (await answers(`${url}/health`)) return
    await delay(100)
  }
  const log = await readFile(logFile, 'utf8').catch(() => '')
  throw new Error(`Synapse did not start (${failed ?? 'time-out'})\n${log.slice(-2000)}`)
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok
  } catch {
    return false
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
  await exited
  clearTimeout(timer)
}

/** Synapse's key file format: algorithm, key version, unpadded base64 of the seed. */
const signingKey = () => `ed25519 a_demo ${randomBytes(32).toString('base64').replace(/=+$/, '')}\n`

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
