import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'

const user = 'person'
/** As people name folders: nothing that a script may trip over is left out. */
const project = `/home/${user}/Löschen & Co/hinweisbot`

export interface MachineOptions {
  /** Debian's name of the release, such as `trixie`. */
  readonly release: string
  /** Where its file system is made. */
  readonly root: string
  /** Debian's packages that are installed; nothing else is, recommended ones neither. */
  readonly packages: readonly string[]
  /** Packages of the npm registry that come first in the path, such as `node@22`. */
  readonly tools: readonly string[]
}

export interface Outcome {
  /** Null after a signal. */
  readonly code: number | null
  /** The text on standard error. */
  readonly complaint: string
}

/** A minimal Debian in a directory, with the project's files as somebody has them who unpacked them without git. Needs root. */
export class FreshMachine implements Disposable {
  readonly #root: string

  constructor({ release, root, packages, tools }: MachineOptions) {
    this.#root = root
    mkdirSync(root, { recursive: true })
    // Closed to others as temporary directories are, it would be closed to the ordinary user, too.
    chmodSync(root, 0o755)
    must('debootstrap', ['--variant=minbase', '--include=ca-certificates', release, root])
    // The registries are reached as from this machine.
    copyFileSync('/etc/resolv.conf', path.join(root, 'etc/resolv.conf'))
    copyFileSync('/etc/ssl/certs/ca-certificates.crt', path.join(root, certificates))
    this.#asRoot(`apt-get update -q && DEBIAN_FRONTEND=noninteractive \
      apt-get install -q -y --no-install-recommends ${packages.join(' ')} && useradd --create-home ${user}`)
    if (tools.length > 0) this.#asRoot(`npm install --prefix /opt/tools ${tools.join(' ')}`)
    const files = execFileSync('git', ['archive', 'HEAD'], { maxBuffer: 2 ** 30 })
    const unpack = `mkdir -p '${project}' && tar -x -C '${project}' && chown -R ${user}: '/home/${user}'`
    const { status } = this.#enter('0:0', unpack, files)
    if (status !== 0) throw new Error('the files of the project could not be unpacked')
  }

  /** Runs a line in the project's folder as an ordinary user. */
  run(line: string): Outcome {
    const { status, stderr } = this.#enter(`${user}:${user}`, `cd '${project}' && ${line}`)
    return { code: status, complaint: stderr }
  }

  [Symbol.dispose](): void {
    rmSync(this.#root, { recursive: true, force: true })
  }

  #asRoot(line: string): void {
    const { status } = this.#enter('0:0', line)
    if (status !== 0) throw new Error(`failed (${String(status)}): ${line}`)
  }

  /** The mounts made for the line go away with it, so that nothing is left in the directory when it is removed. */
  #enter(who: string, line: string, input?: Uint8Array) {
    const home = who === '0:0' ? '/root' : `/home/${user}`
    const environment = [
      '-i',
      `HOME=${home}`,
      'LANG=C.UTF-8',
      `PATH=/opt/tools/node_modules/.bin:${systemPath}`,
      `NODE_EXTRA_CA_CERTS=${certificates}`,
      `PIP_CERT=${certificates}`,
    ]
    const script = 'mount -t proc proc "$0/proc" && exec chroot --userspec="$1" "$0" env "${@:4}" sh -c "$3"'
    const args = ['--mount', 'bash', '-c', script, this.#root, who, '', line, ...environment]
    const result = spawnSync('unshare', args, {
      stdio: [input === undefined ? 'ignore' : 'pipe', 'inherit', 'pipe'],
      ...{ encoding: 'utf8', maxBuffer: 2 ** 28 },
      ...(input !== undefined && { input }),
    })
    process.stderr.write(result.stderr)
    return result
  }
}

const certificates = '/etc/trusted-here.pem'
const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

function must(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' })
  if (error !== undefined || status !== 0) {
    throw new Error(`${command} failed; it has to be installed, and to be run as root`, { cause: error })
  }
}
