import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Command } from 'commander'
import { FreshMachine } from './chroot.ts'

/** The two commands that the README promises; Debian 12 has a Node.js that is too old to install what tests need. */
const promised = (release: string, tools: readonly string[]): readonly string[] => [
  'npm ci && npm run demo -- --once',
  `${release === 'bookworm' && tools.length === 0 ? borrowed : ''}npm ci && npm test`,
]
const borrowed = 'npx --yes --package=node@26 --package=npm@11 '

interface Options {
  readonly tools: readonly string[]
  readonly line?: readonly string[]
}

/** What the README tells people to install, so that it is the README that is tried. */
function namedPackages(): readonly string[] {
  const [, names] = /apt install ([\w\d -]+)/.exec(readFileSync('README.md', 'utf8')) ?? []
  if (names === undefined) throw new Error('README.md names no packages to install with apt')
  return names.trim().split(/ +/)
}

function tryOn(release: string, { tools, line }: Options): readonly string[] {
  const root = mkdtempSync(path.join(tmpdir(), `fresh-${release}-`))
  using machine = new FreshMachine({ release, root, packages: namedPackages(), tools })
  return (line ?? promised(release, tools)).map((command) => {
    const started = performance.now()
    const code = machine.run(command)
    const seconds = Math.round((performance.now() - started) / 1_000)
    if (code !== 0) process.exitCode = 1
    return `${release}${tools.length > 0 ? ` with ${tools.join(', ')}` : ''}: ${command}: exit code ${String(code)} after ${seconds} s`
  })
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
