import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { TestBot } from '../homeserver/bot.ts'
import type { Homeserver } from '../homeserver/homeserver.ts'
import { createAccount } from '../homeserver/person.ts'
import { startScript } from '../support/start-script.ts'
import type { StartScript } from '../support/start-script.ts'

/** A bot in a process of its own, as it would be run. */
export interface Contender extends AsyncDisposable {
  readonly name: string
  readonly userId: string
  start(): void
  stop(): Promise<void>
  /** Resident memory, in MiB. */
  residentMiB(): number
}

interface ProcessOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
}

class ProcessContender implements Contender {
  readonly name: string
  readonly userId: string
  readonly #args: readonly string[]
  readonly #options: ProcessOptions
  #child: ChildProcess | undefined

  constructor(name: string, userId: string, args: readonly string[], options: ProcessOptions) {
    this.name = name
    this.userId = userId
    this.#args = args
    this.#options = options
  }

  start(): void {
    this.#child = spawn(process.execPath, this.#args, {
      cwd: this.#options.cwd,
      env: { ...process.env, ...this.#options.env },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  }

  async stop(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (child?.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill('SIGTERM')
    await exit
  }

  residentMiB(): number {
    const status = readFileSync(`/proc/${this.#child?.pid ?? 0}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }
}

/** Variables and options of `node` that both contenders are run with. */
export type Flags = Pick<StartScript, 'env' | 'nodeOptions'>

/** The bot as it is shipped: real judgement, encryption, state on disk, log as JSON. */
export async function ourBot(
  homeserver: Homeserver,
  { env, nodeOptions }: Flags,
  resources: AsyncDisposableStack,
): Promise<Contender> {
  const bot = resources.use(await TestBot.create(homeserver))
  const limits = { perPersonPerMinute: 0, perRoomPerMinute: 0 }
  bot.configure(homeserver.url, { config: { limits } })
  const command = [...nodeOptions, ...startScript().args, '--config', bot.configFile]
  return resources.use(new ProcessContender('hinweisbot', bot.userId, command, { cwd: process.cwd(), env }))
}

/** The minimal bot, with the dependencies that plain matrix-bot-sdk brings along. */
export async function echoBot(
  homeserver: Homeserver,
  { env, nodeOptions }: Flags,
  resources: AsyncDisposableStack,
): Promise<Contender> {
  const directory = path.resolve('.cache/echo-bot')
  mkdirSync(directory, { recursive: true })
  cpSync('tests/peers/echo-bot', directory, { recursive: true })
  if (!existsSync(path.join(directory, 'node_modules'))) {
    execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: directory })
  }
  const account = await createAccount(homeserver, 'echo')
  const storage = path.join(directory, `${account.deviceId}.json`)
  const script = ['--no-warnings', 'echo-bot.js', homeserver.url, account.accessToken, storage]
  const command = [...nodeOptions, ...script]
  return resources.use(new ProcessContender('echo bot', account.userId, command, { cwd: directory, env }))
}

/** The encrypted peer: matrix-js-sdk as its documentation shows it. */
export async function encryptedEchoBot(
  homeserver: Homeserver,
  { env, nodeOptions }: Flags,
  resources: AsyncDisposableStack,
): Promise<Contender> {
  const { userId, accessToken, deviceId } = await createAccount(homeserver, 'echo')
  const script = ['tests/bench/encryption/echo-bot.ts', homeserver.url, userId, accessToken, deviceId]
  const command = [...nodeOptions, ...script]
  return resources.use(new ProcessContender('echo bot', userId, command, { cwd: process.cwd(), env }))
}
