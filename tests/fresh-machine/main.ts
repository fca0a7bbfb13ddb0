import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Command } from 'commander'
import { FreshMachine } from './chroot.ts'

interface Options {
  readonly tools: readonly string[]
  readonly line?: readonly string[]
}

/** The packages that the README tells people to install, so that it is the README that is tried. */
function namedPackages(): readonly string[] {
  const [, names] = /apt install ([\w\d -]+)/.exec(readFileSync('README.md', 'utf8')) ?? []
  if (names === undefined) throw new Error('README.md names no packages to install with apt')
  return names.trim().split(/ +/)
}

function tryOn(release: string, { tools, line }: Options): readonly string[] {
  const packages = namedPackages()
  const root = mkdtempSync(path.join(tmpdir(), `fresh-${release}-`))
  using machine = new FreshMachine({ release, root, packages, tools })
  machine.run('echo "node $(node --version), npm $(npm --version)"')
  const results = line === undefined ? tryPromises(machine) : line.map((each) => tryLine(machine, each))
  const installed = [...packages, ...tools].join(' ')
  return [`${release} with ${installed}:`, ...results.map(({ summary }) => `  ${summary}`)]
}

/** The two commands that the README promises. Tests may refuse an old Node.js if they name a way that works. */
function tryPromises(machine: FreshMachine): readonly Try[] {
  const demo = tryLine(machine, 'npm ci && npm run demo -- --once')
  const tests = tryLine(machine, 'npm ci && npm test', namedCure)
  return [demo, tests, ...(tests.cure === undefined ? [] : [tryLine(machine, `${tests.cure} && npm test`)])]
}

const namedCure = /^ {2}(npx .*npm ci)$/m

interface Try {
  readonly summary: string
  /** The command that the refusal names. */
  readonly cure?: string | undefined
}

function tryLine(machine: FreshMachine, line: string, cureIn?: RegExp): Try {
  const started = performance.now()
  const { code, complaint } = machine.run(line)
  const seconds = Math.round((performance.now() - started) / 1_000)
  const cure = code === 0 ? undefined : cureIn?.exec(complaint)?.[1]
  if (code !== 0 && cure === undefined) process.exitCode = 1
  const refused = cure === undefined ? '' : ', refused with the advice that is tried next'
  return { cure, summary: `${line}: exit code ${String(code)} after ${seconds} s${refused}` }
}

const program = new Command('fresh-machine')
  .description(
    'tries the commands of the README on minimal Debian systems, as an ordinary user; needs root and debootstrap',
  )
  .argument('[release...]', "Debian's releases", ['bookworm', 'trixie'])
  .option('--tools <package...>', 'packages of the npm registry to use instead, such as node@22 npm@10', [])
  .option('--line <command...>', 'what to run instead of what the README promises')
  .action((releases: readonly string[], options: Options) => {
    const results = releases.flatMap((release) => tryOn(release, options))
    process.stdout.write(`\n${results.join('\n')}\n`)
  })
program.parse()
