import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Pinned, as it decides which tests can pass. */
const version = '0.13.8'
const buildTimeoutMs = 15 * 60_000
const startTimeoutMs = 60_000

/** The machine lacks what building Dendrite needs. */
export class DendriteUnavailableError extends Error {
  override readonly name = 'DendriteUnavailableError'
}

/** Builds the pinned Dendrite with Go unless an earlier run did; returns the path of the program. */
export async function provisionDendrite(
  cacheDirectory: string,
  onProgress: (step: string) => void,
): Promise<string> {
  const directory = path.resolve(cacheDirectory, `dendrite-${version}`)
  const program = path.join(directory, 'dendrite')
  if (existsSync(program)) return program
  onProgress(`building Dendrite ${version} with Go (once; some minutes)`)
  const source = `github.com/matrix-org/dendrite/cmd/dendrite@v${version}`
  try {
    const env = { ...process.env, GOBIN: directory, CGO_ENABLED: '1' }
    await run('go', ['install', source], { env, timeout: buildTimeoutMs, maxBuffer: 2 ** 24 })
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    const reason = missing ? 'Go was not found' : `go install failed (${String(error).slice(-300)})`
    throw new DendriteUnavailableError(`Dendrite needs Go and a C compiler: ${reason}`, { cause: error })
  }
  return program
}

export interface Dendrite extends AsyncDisposable {
  readonly url: string
  readonly serverName: string
  readonly registrationSecret: string
}

/** A throw-away homeserver on loopback; disposing it stops the process and removes its data. */
export async function startDendrite(program: string, serverName: string): Promise<Dendrite> {
  const directory = await mkdtemp(path.join(tmpdir(), 'dendrite-'))
  const registrationSecret = randomBytes(24).toString('hex')
  const port = await freePort()
  const configFile = path.join(directory, 'dendrite.yaml')
  await writeFile(path.join(directory, 'matrix_key.pem'), signingKey())
  // JSON is YAML.
  await writeFile(configFile, JSON.stringify(configuration(directory, serverName, registrationSecret)))
  await mkdir(path.join(directory, 'media'))
  const child = spawn(program, ['--config', configFile, '--http-bind-address', `127.0.0.1:${port}`], {
    cwd: directory,
    stdio: 'ignore',
  })
  const killWithParent = () => child.kill('SIGKILL')
  process.once('exit', killWithParent)
  const url = `http://127.0.0.1:${port}`
  await answering(`${url}/_matrix/client/versions`, child)
  return {
    ...{ url, serverName, registrationSecret },
    [Symbol.asyncDispose]: async () => {
      process.removeListener('exit', killWithParent)
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
      await rm(directory, { recursive: true, force: true })
    },
  }
}

function configuration(directory: string, serverName: string, registrationSecret: string) {
  // On SQLite each part has a database of its own.
  const database = (part: string) => ({ connection_string: `file:${path.join(directory, part)}.db` })
  return {
    version: 2,
    global: {
      server_name: serverName,
      private_key: path.join(directory, 'matrix_key.pem'),
      disable_federation: true,
      jetstream: { storage_path: directory, topic_prefix: 'Dendrite' },
    },
    client_api: {
      registration_disabled: true,
      registration_shared_secret: registrationSecret,
      rate_limiting: { enabled: false },
    },
    federation_api: { key_perspectives: [], database: database('federation') },
    media_api: { base_path: path.join(directory, 'media'), database: database('media') },
    mscs: { database: database('mscs') },
    relay_api: { database: database('relay') },
    room_server: { database: database('rooms') },
    sync_api: { database: database('sync') },
    key_server: { database: database('keys') },
    user_api: { bcrypt_cost: 4, account_database: database('accounts') },
    logging: [{ type: 'file', level: 'warn', params: { path: path.join(directory, 'logs') } }],
  }
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + startTimeoutMs
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
    if (answer?.ok === true) return
    await delay(100)
  }
  child.kill('SIGKILL')
  throw new Error(`Dendrite did not start (exit code ${String(child.exitCode)})`)
}

/** Dendrite's key file: a PEM block of its own kind with the seed of the signing key. */
function signingKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519')
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32).toString('base64')
  return `-----BEGIN MATRIX PRIVATE KEY-----\nKey-ID: ed25519:test\n\n${seed}\n-----END MATRIX PRIVATE KEY-----\n`
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
