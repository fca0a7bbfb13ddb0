import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { RecoveryKeyError } from '../../src/matrix/encryption/errors.ts'
import { approvalUrl, startFaultProxy } from '../support/fault-proxy.ts'
import { runCommand } from '../support/run-command.ts'
import { tinyCore } from '../support/tiny-core.ts'
import { TestBot } from './bot.ts'
import { EncryptedPerson } from './encryption/encrypted-person.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { loginAgain, Person, waitFor } from './person.ts'

describeOnHomeserver("the reset of the bot's identity", (homeserver) => {
  let bot: TestBot
  let anna: EncryptedPerson

  beforeEach(async () => {
    bot = await TestBot.create(homeserver)
    bot.configure(homeserver.url)
    anna = await EncryptedPerson.register(homeserver, 'anna')
  })
  afterEach(async () => {
    await anna[Symbol.asyncDispose]()
    await bot[Symbol.asyncDispose]()
  })

  const recoveryKey = () => readFileSync(path.join(bot.directory.path, 'state/recovery-key'), 'utf8')

  async function run(...options: string[]) {
    const { code, output } = await runCommand(['doctor', '--config', bot.configFile, ...options])
    expect(output).not.toMatch(/^ +at /m)
    for (const secret of [bot.account.password, recoveryKey().trim()]) expect(output).not.toContain(secret)
    return { code, output }
  }

  const masterKey = async (): Promise<string | undefined> => {
    const owner = new Person(homeserver, bot.account)
    const { master_keys } = await owner.call('POST', '/keys/query', { device_keys: { [bot.userId]: [] } })
    const keys = (master_keys as Record<string, { keys: Record<string, string> }>)[bot.userId]?.keys
    return Object.values(keys ?? {})[0]
  }

  /** The bot talks with Anna, whose client knows its identity then. */
  async function meet(): Promise<string> {
    await bot.start({ core: tinyCore })
    const roomId = await anna.createEncryptedRoom([bot.userId], { isDirect: true })
    await anna.say(roomId, 'Frage 1')
    await anna.waitForText(roomId, bot.userId, (body) => body === 'Antwort 1')
    await bot.stop()
    return roomId
  }

  it('makes one that others see, from which the bot goes on', async () => {
    const roomId = await meet()
    const [before, recoveryBefore] = [await masterKey(), recoveryKey()]
    const seenBefore = await anna.crypto.getUserVerificationStatus(bot.userId)
    expect(seenBefore.needsUserApproval).toBe(false)

    const { code, output } = await run('--reset-identity', '--yes')
    expect(output).toContain('Everybody who knows the bot is told that its identity changed.')
    expect(output).toMatch(/The account has a new identity, and device HINWEISBOT-\w+ is signed by it\.\n/)
    expect(code).toBe(0)
    expect(await masterKey()).not.toBe(before)
    expect(recoveryKey()).not.toBe(recoveryBefore)
    expect(readFileSync(path.join(bot.directory.path, 'state/recovery-key.old'), 'utf8')).toBe(recoveryBefore)

    await anna.say(roomId, 'Frage 2')
    await bot.start({ core: tinyCore })
    const answer = await anna.waitForText(roomId, bot.userId, (body) => body === 'Antwort 2')
    // Not "signed by its owner", which would be a red shield; that the identity changed is told apart from that.
    expect(await anna.crypto.getEncryptionInfoForEvent(answer)).toMatchObject({ shieldColour: 0 })
    await waitFor(async () => {
      const seen = await anna.crypto.getUserVerificationStatus(bot.userId)
      return seen.needsUserApproval ? true : undefined
    })
    expect(bot.log.join('')).toContain('"outcome":"present"')
    await bot.stop()
    const examined = await run()
    expect(examined.output).toContain('the account has an identity, and the bot holds it')
    expect(examined.output).toContain(
      "the recovery key opens secret storage, which holds the account's identity",
    )
    expect(examined.code).toBe(0)
  })

  it('is refused while the bot runs or the homeserver is down, and not done without a confirmation', async () => {
    await bot.start({ core: tinyCore })
    const before = await masterKey()
    const running = await run('--reset-identity', '--yes')
    expect(running).toMatchObject({
      code: 1,
      output: expect.stringContaining('in use by another process') as string,
    })
    await bot.stop()
    const unconfirmed = await run('--reset-identity')
    expect(unconfirmed.output).toContain('--yes confirms it')
    expect(unconfirmed.output).toContain('Nothing was changed.')
    expect(unconfirmed.code).toBe(1)
    bot.configure('http://127.0.0.1:9')
    const down = await run('--reset-identity', '--yes')
    expect(down).toMatchObject({ code: 1, output: expect.stringContaining('cannot be reached') as string })
    expect(await masterKey()).toBe(before)
  })

  it('helps a bot that a wrong recovery key keeps from starting', async () => {
    await using owner = await EncryptedPerson.login(homeserver, await loginAgain(homeserver, bot.account))
    await owner.makeIdentity()
    const wrong = 'EsTc LW2K PGiF wKEA 3As5 g5c4 BXwk qeeJ ZJV8 Q9fu gUMN UE4d'
    writeFileSync(path.join(bot.directory.path, 'state/recovery-key'), wrong, { mode: 0o600 })
    await expect(bot.start({ core: tinyCore })).rejects.toThrow(RecoveryKeyError)
    await bot.stop()
    expect((await run('--reset-identity', '--yes')).code).toBe(0)
    await bot.start({ core: tinyCore })
    expect(bot.log.join('')).toContain('"outcome":"present"')
  })

  it('stops cleanly when the homeserver wants a browser, and the bot keeps the identity that it had', async () => {
    await using proxy = await startFaultProxy(homeserver.url)
    bot.configure(proxy.url)
    await meet()
    const before = await masterKey()
    proxy.rule = ({ path: target }) => (target.endsWith('/keys/device_signing/upload') ? 'browser' : 'pass')
    const { code, output } = await run('--reset-identity', '--yes')
    expect(code).toBe(1)
    expect(output).toContain(`Open ${approvalUrl} as the bot's account`)
    proxy.rule = () => 'pass'
    expect(await masterKey()).toBe(before)
    expect(existsSync(path.join(bot.directory.path, 'state/recovery-key.old'))).toBe(false)
    const examined = await run()
    expect(examined.output).toContain('the account has an identity, and the bot holds it')
    expect(examined.code).toBe(0)
  })
})
