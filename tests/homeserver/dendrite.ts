import { execFile } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { freePort, startHomeserver } from '../../src/workshop/demo/homeserver-process.ts'

const run = promisify(execFile)

/** Pinned, as it decides which tests can pass. */
const version = '0.13.8'
const buildTimeoutMs = 15 * 60_000

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
  const url = `http://127.0.0.1:${port}`
  const server = await startHomeserver({
    ...{ program, directory, readyUrl: `${url}/_matrix/client/versions` },
    args: ['--config', configFile, '--http-bind-address', `127.0.0.1:${port}`],
  })
  return {
    ...{ url, serverName, registrationSecret },
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]()
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

/** Dendrite's key file: a PEM block of its own kind with the seed of the signing key. */
function signingKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519')
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32).toString('base64')
  return `-----BEGIN MATRIX PRIVATE KEY-----\nKey-ID: ed25519:test\n\n${seed}\n-----END MATRIX PRIVATE KEY-----\n`
}
