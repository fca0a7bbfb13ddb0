import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { systemCode } from '../../documents/reason-of.ts'

const run = promisify(execFile)

/** Pinned: newer versions are taken on purpose, after the homeserver suite has passed with them. */
export const synapseVersion = '1.163.2'

/** Synapse's own metadata demands this version of Python, or a newer one. */
const minPython = [3, 10] as const

const installTimeoutMs = 10 * 60_000

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
  /** Says which package is being fetched. */
  readonly onDetail?: (detail: string) => void
}

/** Installs the pinned Synapse unless an earlier run did; returns the path of its Python interpreter. */
export async function provisionSynapse({
  cacheDirectory,
  onProgress,
  onDetail,
}: ProvisionOptions): Promise<string> {
  const environment = path.resolve(cacheDirectory, `synapse-${synapseVersion}`)
  const interpreter = path.join(environment, 'bin', 'python')
  const marker = path.join(environment, 'complete')
  if (await exists(marker)) return interpreter

  const python = await findPython()
  // Without the marker the directory is a left-over of an interrupted installation.
  await rm(environment, { recursive: true, force: true })
  await mkdir(path.dirname(environment), { recursive: true })
  onProgress?.(`creating a virtual environment in ${environment}`)
  await createEnvironment(python, environment)
  onProgress?.(
    `installing Synapse ${synapseVersion} from the Python package index (once; about half a minute)`,
  )
  await installSynapse(interpreter, onDetail)
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

async function createEnvironment(python: string, environment: string): Promise<void> {
  try {
    await run(python, ['-m', 'venv', environment], { timeout: installTimeoutMs })
  } catch (error) {
    throw new SynapseUnavailableError(
      `${python} could not create a virtual environment in ${environment} (${lastLine(String(error))})`,
      'Is there space left, and may you write there?',
      { cause: error },
    )
  }
}

async function installSynapse(interpreter: string, onDetail: ProvisionOptions['onDetail']): Promise<void> {
  const options = [
    '--disable-pip-version-check',
    '--no-input',
    '--progress-bar',
    'off',
    '--only-binary',
    ':all:',
  ]
  const args = ['-m', 'pip', 'install', ...options, `matrix-synapse==${synapseVersion}`]
  const pip = spawn(interpreter, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: installTimeoutMs })
  const exited = once(pip, 'exit')
  let complaints = ''
  pip.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text))
  let packages = 0
  for await (const line of createInterface({ input: pip.stdout })) {
    const [, name] = /^Collecting ([\w.-]+)/.exec(line) ?? []
    if (name !== undefined) onDetail?.(`package ${++packages}: ${name}`)
    if (line.startsWith('Installing collected')) onDetail?.(`unpacking ${packages} packages`)
  }
  await exited
  if (pip.exitCode === 0) return
  throw new SynapseUnavailableError(
    `installing Synapse ${synapseVersion} failed (${lastLine(complaints)})`,
    'The first run needs the Python package index (https://pypi.org); later runs need no network.',
  )
}

const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? ''

const isNotFound = (error: unknown) => systemCode(error) === 'ENOENT'

async function exists(file: string): Promise<boolean> {
  try {
    await access(file)
    return true
  } catch {
    return false
  }
}
