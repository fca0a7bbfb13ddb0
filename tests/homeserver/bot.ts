import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createApp } from '../../src/app/app.ts'
import type { App, AppOverrides } from '../../src/app/app.ts'
import { loadCore } from '../../src/cli/load-core.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { loginSecrets } from '../../src/config/secrets.ts'
import type { Core } from '../../src/core/core.ts'
import { loadKnowledge } from '../../src/knowledge-files/knowledge-files.ts'
import { createLogger } from '../../src/observability/logger.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import type { Homeserver } from './homeserver.ts'
import { giveKnowledge } from './prepare-knowledge.ts'
import { createAccount, Person } from './person.ts'
import type { Account } from '../../src/workshop/demo/account.ts'

export const botName = 'Hinweisbot'

const privacy = { retentionHours: 24, maxAgeHours: 12, statisticsDays: 365, countsGaps: false }

let core: Promise<Core> | undefined

/** Made once for all bots of a test file that want it: it is without state, and making it takes its time. */
function realCore(): Promise<Core> {
  core ??= loadKnowledge('knowledge').then((knowledge) =>
    loadCore(knowledge, { persona: { name: botName, contact: undefined, privacy } }),
  )
  return core
}

export interface BotSetUp {
  readonly helpdesk?: readonly string[]
  readonly inviters?: readonly string[]
  /** Further keys of config.yaml, by top-level key. */
  readonly config?: Readonly<Record<string, unknown>>
}

/** An account, a directory with configuration and state, and the bot, which can be stopped and started again. */
export class TestBot implements AsyncDisposable {
  readonly account: Account
  readonly directory = temporaryDirectory()
  /** All log lines so far. */
  readonly log: string[] = []
  #app: App | undefined

  private constructor(account: Account) {
    this.account = account
  }

  static async create(homeserver: Homeserver): Promise<TestBot> {
    return new TestBot(await createAccount(homeserver, 'hinweisbot'))
  }

  /** A bot on the same account that knows nothing of an earlier one. */
  static successorOf({ account }: TestBot): TestBot {
    return new TestBot(account)
  }

  /** A bot on the same account with a copy of another's state, as it is at this moment. */
  static copyOf({ account, directory }: TestBot): TestBot {
    const copy = new TestBot(account)
    cpSync(path.join(directory.path, 'state'), path.join(copy.directory.path, 'state'), { recursive: true })
    return copy
  }

  get userId(): string {
    return this.account.userId
  }

  /**
   * Keeps the database of messages as it is now. The result puts it back, while the bot is stopped, as a power cut does that takes
   * back what had not reached the disk.
   */
  rememberDisk(): () => void {
    const state = path.join(this.directory.path, 'state')
    const files = ['state.sqlite', 'state.sqlite-wal'].map((name) => path.join(state, name))
    const contents = files.map((file) => readFileSync(file))
    return () => {
      rmSync(path.join(state, 'state.sqlite-shm'), { force: true })
      files.forEach((file, i) => {
        writeFileSync(file, contents[i] ?? '', { mode: 0o600 })
      })
    }
  }

  get configFile(): string {
    return path.join(this.directory.path, 'config.yaml')
  }

  /** JSON is YAML. */
  configure(homeserverUrl: string, { helpdesk, inviters, config }: BotSetUp = {}): this {
    const passwordFile = path.join(this.directory.path, 'password')
    writeFileSync(passwordFile, this.account.password, { mode: 0o600 })
    mkdirSync(path.join(this.directory.path, 'state'), { recursive: true, mode: 0o700 })
    writeFileSync(
      this.configFile,
      JSON.stringify({
        homeserver: { url: homeserverUrl },
        login: { userId: this.userId, passwordFile },
        name: botName,
        knowledge: { directory: path.resolve('knowledge') },
        access: { inviters: inviters ?? [`@*:${this.userId.split(':')[1] ?? ''}`] },
        rooms: { helpdesk: helpdesk ?? [] },
        ...config,
      }),
    )
    return this
  }

  async start(overrides: AppOverrides = {}): Promise<void> {
    await this.#run({ core: await realCore(), ...overrides })
  }

  /** The same with the knowledge loaded by the bot itself, as its configuration says. */
  async startWithOwnKnowledge(overrides: AppOverrides): Promise<void> {
    await this.#run(overrides)
  }

  async #run(overrides: AppOverrides): Promise<void> {
    const config = loadConfig({ file: this.configFile, environment: {} })
    const destination = { write: (line: string) => void this.log.push(line) }
    const logger = createLogger({ level: 'debug', pretty: false, destination })
    const app = createApp({ config, secrets: loginSecrets(config, {}), logger }, overrides)
    this.#app = app
    await app.start()
  }

  /** Runs the bot in a process of its own, which the caller ends. */
  spawn(): ChildProcess {
    giveKnowledge(path.join(this.directory.path, 'state'))
    return spawn(process.execPath, ['src/main.ts', 'run', '--config', this.configFile], { stdio: 'ignore' })
  }

  get finished(): Promise<void> {
    return this.#app?.finished ?? Promise.resolve()
  }

  /** The bot's account as its owner uses it, on another device. */
  person(homeserver: Homeserver): Person {
    return new Person(homeserver, this.account)
  }

  /** Ends the bot's session as an owner does who removes the device. */
  async logOut(homeserver: Homeserver): Promise<void> {
    const owner = this.person(homeserver)
    const devices = await owner.devices()
    for (const deviceId of devices) if (deviceId !== this.account.deviceId) await owner.removeDevice(deviceId)
  }

  async changePassword(homeserver: Homeserver): Promise<void> {
    await this.person(homeserver).changePassword()
  }

  async stop(): Promise<void> {
    await this.#app?.[Symbol.asyncDispose]()
    this.#app = undefined
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
    this.directory[Symbol.dispose]()
  }
}
