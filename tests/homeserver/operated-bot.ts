import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { vi } from 'vitest'
import { fixtureFolder } from '../support/fixtures.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import type { Homeserver } from './homeserver.ts'
import type { Account } from '../../src/workshop/demo/account.ts'

const patience = { timeout: 30_000, interval: 200 }

type Line = Readonly<Record<string, unknown>>

/** The program as an operator runs it, with a small library's knowledge in a folder of its own. */
export class OperatedBot implements AsyncDisposable {
  readonly directory = temporaryDirectory()
  readonly log: Line[] = []
  readonly knowledge = path.join(this.directory.path, 'knowledge')
  readonly config = path.join(this.directory.path, 'config.yaml')
  #process: ChildProcess | undefined

  constructor(homeserver: Homeserver, { userId, password }: Account) {
    const passwordFile = path.join(this.directory.path, 'password')
    writeFileSync(passwordFile, password, { mode: 0o600 })
    mkdirSync(path.join(this.directory.path, 'state'), { mode: 0o700 })
    cpSync(fixtureFolder('basic'), this.knowledge, { recursive: true })
    // JSON is YAML.
    writeFileSync(
      this.config,
      JSON.stringify({
        homeserver: { url: homeserver.url },
        login: { userId, passwordFile },
        access: { inviters: [`@*:${userId.split(':')[1] ?? ''}`] },
        monitoring: { port: 0 },
        statistics: { gaps: true },
      }),
    )
  }

  /** `environment` comes to that of the tests. */
  async start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    const child = spawn(process.execPath, ['src/main.ts', 'run', '--config', this.config], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#process = child
    createInterface({ input: child.stdout }).on('line', (line) => this.log.push(JSON.parse(line) as Line))
    await this.waitForLog('ready')
  }

  async waitForLog(message: string, number = 1): Promise<Line> {
    return vi.waitFor(() => {
      const line = this.log.filter(({ msg }) => msg === message)[number - 1]
      if (line === undefined) throw new Error(`not yet in the log: ${message}`)
      return line
    }, patience)
  }

  async get(page: string): Promise<{ status: number; text: string }> {
    const { port } = await this.waitForLog('monitoring')
    const response = await fetch(`http://127.0.0.1:${String(port)}${page}`)
    return { status: response.status, text: await response.text() }
  }

  edit(file: string, change: (text: string) => string): void {
    const target = path.join(this.knowledge, file)
    writeFileSync(target, change(readFileSync(target, 'utf8')))
  }

  signal(name: NodeJS.Signals): void {
    this.#process?.kill(name)
  }

  /** Resolves with the exit code. */
  async stop(): Promise<number | null> {
    const child = this.#process
    if (child === undefined || child.exitCode !== null) return child?.exitCode ?? null
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    await exited
    return child.exitCode
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
    this.directory[Symbol.dispose]()
  }
}
