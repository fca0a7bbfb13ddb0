import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { fixtureFolder } from '../support/fixtures.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { describeOnHomeserver } from './homeserver.ts'
import type { Homeserver } from './homeserver.ts'
import { createAccount, Person } from './person.ts'
import type { Account } from './person.ts'

const question = 'Wann hat die Bibliothek geöffnet?'
const run = promisify(execFile)
const patience = { timeout: 30_000, interval: 200 }

type Line = Readonly<Record<string, unknown>>

/** The program as an operator runs it, with a small library's knowledge in a folder of its own. */
class Operated implements AsyncDisposable {
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

  async start(): Promise<void> {
    const child = spawn(process.execPath, ['src/main.ts', 'run', '--config', this.config], {
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

describeOnHomeserver('the bot in operation', (homeserver) => {
  let bot: Operated
  let account: Account
  let anna: Person
  let room: string

  const ask = async (text: string) => {
    const answer = await anna.waitForReply(room, await anna.say(room, text), account.userId)
    return String(answer.content['body'])
  }

  beforeAll(async () => {
    account = await createAccount(homeserver, 'hinweisbot')
    bot = new Operated(homeserver, account)
    anna = await Person.register(homeserver, 'anna')
    room = await anna.createDirectRoom(account.userId)
    await bot.start()
  })
  afterAll(async () => {
    await bot[Symbol.asyncDispose]()
  })

  it('is live and ready', async () => {
    expect((await bot.get('/live')).status).toBe(200)
    const { status, text } = await bot.get('/ready')
    expect([status, JSON.parse(text)]).toMatchObject([200, { ready: true }])
  })

  it('shows what it answered as metrics and as a report, without a word of the question', async () => {
    expect(await ask(`${question} fragt Frau Fremdling`)).toContain('von 8 bis 20 Uhr geöffnet')
    await vi.waitFor(async () => {
      const { text } = await bot.get('/metrics')
      expect(text).toContain('hinweisbot_answers_total{entry="oeffnungszeiten"} 1')
      expect(text).toContain('hinweisbot_messages_total{outcome="answer",addressing="direct"} 1')
      expect(text).toMatch(/hinweisbot_send_duration_seconds_count [1-9]/)
      expect(text).toContain('hinweisbot_outbox_items 0')
      expect(text).toContain('hinweisbot_cross_signed 1')
      expect(text).toContain('hinweisbot_one_time_keys 50')
      expect(text).toContain('hinweisbot_undecryptable_total 0')
      expect(text).toContain('hinweisbot_knowledge_entries 9')
      expect(text).not.toContain('Fremdling')
    }, patience)
    const { status, text } = await bot.get('/report?days=7')
    expect(status).toBe(200)
    expect(text).toContain('Wonach gefragt wird')
    expect(text).not.toContain('noch nichts gezählt')
    expect(text).not.toContain('Fremdling')
  })

  it('shows what stayed open if that is wanted: by the nearest entry and why', async () => {
    await ask('Where is the printer?')
    await vi.waitFor(async () => {
      const { text } = await bot.get('/metrics')
      expect(text).toContain('hinweisbot_open_questions_total{reason="named"} 1')
    }, patience)
    const { text } = await bot.get('/report?days=7')
    expect(text).toContain('Gefragt, aber nicht beantwortet')
    expect(text).toContain('bekannte Lücke')
    expect(text).not.toContain('printer')
  })

  it('keeps its knowledge when the files are broken, and says where', async () => {
    bot.edit('library/faq.yaml', (text) => text.replace('montags bis freitags', 'immer'))
    const line = await bot.waitForLog('the changed knowledge cannot be used; the earlier one stays in use')
    expect(line).toMatchObject({
      level: 'error',
      number: 1,
      problems: [expect.stringContaining('faq.yaml:5')],
    })
    expect((await bot.get('/metrics')).text).toContain(
      'hinweisbot_knowledge_reloads_total{result="rejected"} 1',
    )
    expect((await bot.get('/ready')).status).toBe(200)
    expect(await ask(question)).toContain('von 8 bis 20 Uhr geöffnet')
  })

  it('takes over good knowledge by itself, and on SIGHUP', async () => {
    const reload = (from: string, to: string) => {
      for (const file of ['library/faq.yaml', 'library/notice.md']) {
        bot.edit(file, (text) => text.replace(from, to))
      }
    }
    reload('immer ', 'montags bis freitags ')
    await bot.waitForLog('the changed knowledge is in use')
    reload('von 8 bis 20 Uhr', 'von 9 bis 18 Uhr')
    await bot.waitForLog('the changed knowledge is in use', 2)
    expect(await ask(question)).toContain('von 9 bis 18 Uhr geöffnet')
    bot.signal('SIGHUP')
    await bot.waitForLog('the changed knowledge is in use', 3)
  })

  it('stops cleanly, and has counted what it did', async () => {
    expect(await bot.stop()).toBe(0)
    const page = path.join(bot.directory.path, 'report.html')
    const report = ['src/main.ts', 'report', '--config', bot.config]
    await run(process.execPath, [...report, '--html', page])
    expect(readFileSync(page, 'utf8')).toContain('Auskünfte <b>3</b>')
    const { stdout } = await run(process.execPath, report)
    expect(stdout).toMatch(/^\| Auskunft gegeben +\| +3 \|$/m)
    expect(stdout).toMatch(/\| bekannte Lücke \| +1 \|$/m)
  })
})
