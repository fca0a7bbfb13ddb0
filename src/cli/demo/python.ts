import { execFile } from 'node:child_process'
import { access, mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Pinned: newer versions are taken on purpose, after the homeserver suite has passed with them. */
export const synapseVersion = '1.163.2'

/** What Synapse's own metadata demands. */
const minPython = [3, 10] as const

const probe = 'import sys, venv, ensurepip; print(sys.version_info[0], sys.version_info[1])'

/** The machine lacks something that installing or running Synapse needs; `message` says what. */
export class SynapseUnavailableError extends Error {
  override readonly name = 'SynapseUnavailableError'
  readonly hint: string

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options)
    this.hint = hint
  }
}

export interface ProvisionOptions {
  /** Directory that keeps the virtual environment between runs, usually `.cache`. */
  readonly cacheDirectory: string
  readonly onProgress?: (step: string) => void
}

/** Installs the pinned Synapse unless an earlier run did; returns the path of its Python interpreter. */
export async function provisionSynapse({ cacheDirectory, onProgress }: ProvisionOptions): Promise<string> {
  const environment = path.resolve(cacheDirectory, `synapse-${synapseVersion}`)
  const interpreter = path.join(environment, 'bin', 'python')
  const marker = path.join(environment, 'complete')
  if (await exists(marker)) return interpreter

  const python = await findPython()
  // Without the marker the directory is a left-over of an interrupted installation.
  await rm(environment, { recursive: true, force: true })
  await mkdir(path.dirname(environment), { recursive: true })
  onProgress?.(`creating a virtual environment in ${environment}`)
  await step('creating the virtual environment', python, ['-m', 'venv', environment])
  onProgress?.(`installing matrix-synapse ${synapseVersion} from PyPI (about half a minute)`)
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary', ':all:']
  await step('installing Synapse', interpreter, [...pip, `matrix-synapse==${synapseVersion}`])
  await writeFile(marker, '')
  return interpreter
}

async function findPython(): Promise<string> {
  const problems: string[] = []
  for (const command of ['python3', 'python']) {
    try {
      const { stdout } = await run(command, ['-c', probe])
      const [major = 0, minor = 0] = stdout.trim().split(' ').map(Number)
      if (major === minPython[0] && minor >= minPython[1]) return command
      problems.push(`${command} is ${major}.${minor}`)
    } catch (error) {
      problems.push(isNotFound(error) ? `${command} was not found` : `${command} has no venv with pip`)
    }
  }
  throw new SynapseUnavailableError(
    `Synapse needs Python ${minPython.join('.')} or newer with venv and pip: ${problems.join(', ')}`,
    'On Debian and Ubuntu: apt-get install python3 python3-venv',
  )
}

async function step(what: string, command: string, args: readonly string[]): Promise<void> {
  try {
    await run(command, args, { timeout: 10 * 60_000 })
  } catch (error) {
    throw new SynapseUnavailableError(
      `${what} failed: ${lastLine(error)}`,
      'The first run needs to reach the Python package index; later runs need no network.',
      { cause: error },
    )
  }
}

function lastLine(error: unknown): string {
  const stderr = error instanceof Error && 'stderr' in error ? error.stderr : ''
  const text = typeof stderr === 'string' && stderr.trim() !== '' ? stderr : String(error)
  return text.trim().split('\n').at(-1) ?? ''
}

const isNotFound = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'

async function exists(file: string): Promise<boolean> {
  try {
    await access(file)
    return true
  } catch {
    return false
  }
}
