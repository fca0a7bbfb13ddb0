import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runCommand } from '../support/run-command.ts'
import { tinyCore } from '../support/tiny-core.ts'
import { TestBot } from './bot.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { Person } from './person.ts'

describeOnHomeserver('the login command', (homeserver) => {
  let bot: TestBot

  beforeEach(async () => {
    bot = await TestBot.create(homeserver)
    // No password file: what the command stores is all that the bot has.
    bot.configure(homeserver.url, { config: { login: { userId: bot.userId } } })
  })
  afterEach(async () => {
    await bot[Symbol.asyncDispose]()
  })

  const login = (secret: string, ...options: string[]) =>
    runCommand(['login', '--config', bot.configFile, ...options], `${secret}\n`)

  async function isAnswered(): Promise<void> {
    await bot.start({ core: tinyCore })
    const anna = await Person.register(homeserver, 'anna')
    const roomId = await anna.createDirectRoom(bot.userId)
    await anna.waitForMembership(roomId, bot.userId, 'join')
    await anna.waitForReply(roomId, await anna.say(roomId, 'Frage 1'), bot.userId)
  }

  it('keeps the session of a password login for the bot to use, closed to others', async () => {
    const { code, output } = await login(bot.account.password)
    expect(code).toBe(0)
    expect(output).toContain('m.login.password')
    expect(output).not.toContain(bot.account.password)
    const state = path.join(bot.directory.path, 'state')
    for (const file of readdirSync(state)) expect(statSync(path.join(state, file)).mode & 0o077, file).toBe(0)
    await isAnswered()
  })

  it('keeps a token that it is given', async () => {
    const { code, output } = await login(bot.account.accessToken, '--token')
    expect(code).toBe(0)
    expect(output).not.toContain(bot.account.accessToken)
    await isAnswered()
  })

  it('says with an exit code of its own that the password is wrong', async () => {
    const { code, output } = await login('wrong')
    expect(code).toBe(3)
    expect(output).toContain('M_FORBIDDEN')
  })
})
