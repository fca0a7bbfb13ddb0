import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline/promises'
import { styleText } from 'node:util'
import type { Command } from 'commander'
import { play } from './demo/play.ts'
import type { PlayResult } from './demo/play.ts'
import { createProgress } from './demo/progress.ts'
import { provisionSynapse, SynapseUnavailableError } from './demo/python.ts'
import { helpdeskAlias, setStage } from './demo/stage.ts'
import type { Stage } from './demo/stage.ts'
import { createTranscript } from './demo/transcript.ts'
import { reportFailure } from '../cli/report-failure.ts'

interface Options {
  readonly once?: boolean
}

const root = path.resolve(import.meta.dirname, '../..')
const print = (text: string) => process.stdout.write(`${text}\n`)

/** Columns where the output is no terminal. */
const pipeWidth = 100

/** A shell reports this exit code of a program that Ctrl-C has ended. */
const interruptedExitCode = 130

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('show the bot at work on a throw-away homeserver of its own')
    .option('--once', 'end after the conversation, with exit code 1 if an answer was wrong')
    .action(demo)
}

async function demo({ once: endAfterwards = false }: Options): Promise<void> {
  const { signal } = interruption()
  try {
    await perform(endAfterwards, signal)
  } catch (error) {
    // Ctrl-C reaches the homeserver and the bot, too, so anything may fail then.
    if (signal.aborted) process.exitCode = interruptedExitCode
    else if (error instanceof SynapseUnavailableError || error instanceof PackagesMissingError) {
      await offerChat(error, endAfterwards)
    } else process.exitCode = reportFailure(error)
  }
  // The people's clients leave the timers of their last requests behind, for minutes.
  process.exit()
}

async function perform(endAfterwards: boolean, signal: AbortSignal): Promise<void> {
  await using stage = await prepare(signal)
  const transcript = createTranscript({
    print,
    columns: process.stdout.isTTY ? process.stdout.columns : pipeWidth,
  })
  const result = await play(stage, transcript, signal)
  print(summarize(result))
  if (result.faults.length > 0) process.exitCode = 1
  if (endAfterwards) return
  print(invitation(stage))
  if (!signal.aborted) await once(signal, 'abort')
  print('\nCleaning up …')
}

async function prepare(signal: AbortSignal): Promise<Stage> {
  await requireDevelopmentPackages()
  using progress = createProgress(process.stderr)
  const python = await provisionSynapse({
    cacheDirectory: path.join(root, '.cache'),
    onProgress: progress.step,
    onDetail: progress.detail,
  })
  return await setStage({
    python,
    knowledgeDirectory: path.join(root, 'knowledge'),
    keptFile: path.join(root, '.cache/knowledge-demo'),
    onProgress: progress.step,
    signal,
  })
}

/** The demo's people need packages that an installation for production leaves out. */
class PackagesMissingError extends Error {
  override readonly name = 'PackagesMissingError'
  readonly hint = 'Install all packages: npm ci'
}

async function requireDevelopmentPackages(): Promise<void> {
  try {
    await import('matrix-js-sdk')
  } catch (cause) {
    throw new PackagesMissingError('packages for development are missing', { cause })
  }
}

function interruption(): { readonly signal: AbortSignal } {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      controller.abort()
    })
  }
  // Whoever read the transcript has gone, e.g. `head`.
  process.stdout.on('error', () => {
    controller.abort()
  })
  return controller
}

function summarize({ questions, faults }: PlayResult): string {
  return faults.length === 0
    ? styleText('green', `${questions} questions, all answered as they should be.`)
    : [styleText('red', 'Not everything was as it should be:'), ...faults.map((fault) => `- ${fault}`)].join(
        '\n',
      )
}

function invitation({ homeserverUrl, logins, botUserId, botLogFile }: Stage): string {
  return `
Now you: the homeserver stays up for any Matrix client on this machine.

  homeserver  ${homeserverUrl}
${logins.map(({ userId, password }) => `  login       ${userId}   password  ${password}`).join('\n')}
  room        ${helpdeskAlias}
  bot         ${botUserId}   (start a direct message with it)
  bot's log   ${botLogFile}

Ctrl-C ends everything and removes it.`
}

/** Without a homeserver there is still the bot's judgement, on the terminal. */
async function offerChat(
  error: SynapseUnavailableError | PackagesMissingError,
  endAfterwards: boolean,
): Promise<void> {
  process.exitCode = 1
  process.stderr.write(`\nThe demo can't run here: ${error.message}.\n${error.hint}\n\n`)
  if (endAfterwards || !process.stdin.isTTY || !process.stdout.isTTY) {
    process.stderr.write('Without a homeserver, "npm run ask" talks with the same bot on the terminal.\n')
    return
  }
  if (!(await confirm('Talk with the bot here on the terminal instead (npm run ask)? [Y/n] '))) return
  const chat = spawn(process.execPath, [path.join(root, 'src/main.ts'), 'ask'], {
    cwd: root,
    stdio: 'inherit',
  })
  await once(chat, 'exit')
  process.exitCode = chat.exitCode ?? 1
}

async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return /^(y|yes|j|ja|)$/i.test((await terminal.question(question)).trim())
  } finally {
    terminal.close()
  }
}
