import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { bodyOf } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { OperatedBot } from './operated-bot.ts'
import { createAccount, Person } from './person.ts'
import type { Account } from '../../src/workshop/demo/account.ts'

const question = 'Wann hat die Bibliothek geöffnet?'
const run = promisify(execFile)
const patience = { timeout: 30_000, interval: 200 }

describeOnHomeserver('the bot in operation', (homeserver) => {
  let bot: OperatedBot
  let account: Account
  let anna: Person
  let room: string

  const ask = async (text: string) => {
    return bodyOf(await anna.waitForReply(room, await anna.say(room, text), account.userId))
  }

  beforeAll(async () => {
    account = await createAccount(homeserver, 'hinweisbot')
    bot = new OperatedBot(homeserver, account)
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

  it('has no notifications counted for it', async () => {
    const path = '/pushrules/global/override/.m.rule.master/enabled'
    expect(await new Person(homeserver, account).call('GET', path)).toEqual({ enabled: true })
  })

  it('shows what it answered as metrics and as a report, without a word of the question', async () => {
    expect(await ask(`${question} fragt Frau Fremdling`)).toContain('von 8 bis 20 Uhr geöffnet')
    await vi.waitFor(async () => {
      const { text } = await bot.get('/metrics')
      expect(text).toContain('hinweisbot_answers_total{entry="library/oeffnungszeiten"} 1')
      expect(text).toContain('hinweisbot_messages_total{outcome="answer",addressing="direct"} 1')
      expect(text).toMatch(/hinweisbot_send_duration_seconds_count [1-9]/)
      expect(text).toContain('hinweisbot_outbox_items 0')
      expect(text).toContain('hinweisbot_cross_signed 1')
      expect(text).toMatch(/^hinweisbot_one_time_keys (50|100)$/m)
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
