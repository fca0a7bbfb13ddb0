import type { Command } from 'commander'
import { configOption } from './config-option.ts'
import { formatFinding } from './doctor/finding.ts'

interface Options {
  readonly config: string
}

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('look at all that the bot needs, running or not, and say what is wrong and what to do')
    .addOption(configOption())
    .action(doctor)
}

async function doctor({ config: configFile }: Options): Promise<void> {
  // Loaded here, because other commands need neither Matrix nor the time that loading it takes.
  const { examine } = await import('./doctor/examine.ts')
  const examined = examine({ configFile, environment: process.env, fetch, now: Date.now() })
  for await (const finding of examined) {
    process.stdout.write(`${formatFinding(finding)}\n`)
    if (finding.verdict === 'problem') process.exitCode = 1
  }
}
