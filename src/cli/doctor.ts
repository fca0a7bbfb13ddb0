import type { Command } from 'commander'
import { configOption } from './config-option.ts'
import { confirm } from './doctor/confirm.ts'
import { formatFinding } from './doctor/finding.ts'
import type { Finding } from './doctor/finding.ts'

interface Options {
  readonly config: string
  readonly offline?: true
  readonly login?: true
  readonly resetIdentity?: true
  readonly yes?: true
}

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('look at what the bot needs, running or not, and say what is wrong and what to do')
    .addOption(configOption())
    .option('--offline', 'ask nothing of the homeserver')
    .option('--login', 'try the password, too; homeservers count logins and allow only some')
    .option('--reset-identity', "replace the identity of the bot's account by a new one; everybody is told")
    .option('--yes', 'with --reset-identity: do not ask')
    .action((options: Options) => (options.resetIdentity === true ? reset(options) : examine(options)))
}

// The checks are loaded here, because other commands need neither Matrix nor the time that loading it takes.

async function examine({ config: configFile, offline, login }: Options): Promise<void> {
  const { examine } = await import('./doctor/examine.ts')
  const modes = { offline: offline === true, triesPassword: login === true }
  const examination = { configFile, environment: process.env, now: Date.now, ...modes }
  for await (const finding of examine(examination)) show(finding)
}

async function reset({ config: configFile, yes }: Options): Promise<void> {
  const { resetIdentity } = await import('./doctor/reset-identity.ts')
  const { describeFault } = await import('./doctor/describe-fault.ts')
  try {
    const done = await resetIdentity({
      ...{ configFile, environment: process.env, print },
      confirm: () => (yes === true ? Promise.resolve(true) : confirm('Replace the identity?', 'replace')),
    })
    if (!done) process.exitCode = 1
  } catch (error) {
    show(describeFault('identity', error))
  }
}

function show(finding: Finding): void {
  print(formatFinding(finding))
  if (finding.verdict === 'problem') process.exitCode = 1
}

const print = (line: string) => process.stdout.write(`${line}\n`)
