import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { approvalUrl, startFaultProxy } from '../../support/fault-proxy.ts'
import { fixtureFolder } from '../../support/fixtures.ts'
import { runCommand } from '../../support/run-command.ts'
import { tinyCore } from '../../support/tiny-core.ts'
import { TestBot } from '../bot.ts'
import { describeOnHomeserver } from '../homeserver.ts'
import { OperatedBot } from '../operated-bot.ts'
import { createAccount, loginAgain, Person } from '../person.ts'
import type { Account } from '../../../src/workshop/demo/account.ts'
import { EncryptedPerson } from './encrypted-person.ts'

const passphrase = 'viele bunte Esel tanzen'
const smallKnowledge = { config: { knowledge: { directory: fixtureFolder('basic') } } }

describeOnHomeserver('the identity at the first start', (homeserver) => {
  /** Somebody used the account in another client before and set up recovery there; gives the recovery key. */
  async function setUpElsewhere(account: Account): Promise<string> {
    let key: Uint8Array<ArrayBuffer> = new Uint8Array()
    await using owner = await EncryptedPerson.login(homeserver, await loginAgain(homeserver, account), {
      cryptoCallbacks: {
        getSecretStorageKey: ({ keys }) => Promise.resolve([Object.keys(keys)[0] ?? '', key]),
        cacheSecretStorageKey: (_id, _info, made) => {
          key = made
        },
      },
    })
    const recovery = await owner.crypto.createRecoveryKeyFromPassphrase(passphrase)
    await owner.makeIdentity()
    await owner.crypto.bootstrapSecretStorage({
      ...{ setupNewSecretStorage: true, createSecretStorageKey: () => Promise.resolve(recovery) },
    })
    return recovery.encodedPrivateKey ?? ''
  }

  async function masterKey(account: Account): Promise<unknown> {
    const owner = new Person(homeserver, account)
    const { master_keys } = await owner.call('POST', '/keys/query', { device_keys: { [account.userId]: [] } })
    return (master_keys as Record<string, { keys: unknown }>)[account.userId]?.keys
  }

  it.each(['the recovery key', 'the passphrase'])(
    'is taken over with %s from the file, if somebody set one up before',
    async (what) => {
      await using bot = await TestBot.create(homeserver)
      const recoveryKey = await setUpElsewhere(bot.account)
      const before = await masterKey(bot.account)
      const recoveryKeyFile = path.join(bot.directory.path, 'recovery-key')
      writeFileSync(recoveryKeyFile, what === 'the passphrase' ? passphrase : recoveryKey, { mode: 0o600 })
      bot.configure(homeserver.url, { config: { encryption: { recoveryKeyFile } } })
      await bot.start({ core: tinyCore })
      expect(bot.log.join('')).toContain('"outcome":"imported"')
      expect(await masterKey(bot.account)).toEqual(before)
      const { code, output } = await runCommand(['doctor', '--config', bot.configFile])
      expect(output).toMatch(/ok {7}encryption: device HINWEISBOT-\w+ is signed by its owner/)
      expect(output).toContain("holds the account's identity")
      expect(code).toBe(0)
    },
  )

  it('is taken over with the recovery key from the environment', async () => {
    const account = await createAccount(homeserver, 'hinweisbot')
    const recoveryKey = await setUpElsewhere(account)
    const before = await masterKey(account)
    await using bot = new OperatedBot(homeserver, account)
    await bot.start({ HINWEISBOT_RECOVERY_KEY: recoveryKey })
    expect(await bot.waitForLog('the device is signed by its owner')).toMatchObject({ outcome: 'imported' })
    expect(await masterKey(account)).toEqual(before)
    expect(JSON.stringify(bot.log)).not.toContain(recoveryKey)
  })

  it('is left as it is without the recovery key, and the log says so', async () => {
    await using bot = await TestBot.create(homeserver)
    await setUpElsewhere(bot.account)
    const before = await masterKey(bot.account)
    await bot.configure(homeserver.url).start({ core: tinyCore })
    expect(bot.log.join('')).toContain('"outcome":"recovery-key-missing"')
    expect(await masterKey(bot.account)).toEqual(before)
    const { code, output } = await runCommand(['doctor', '--config', bot.configFile])
    expect(output).toMatch(
      /problem {2}encryption: device .* is not signed by its owner.*Give the recovery key/,
    )
    expect(code).toBe(1)
  })

  it('is left as it is with a wrong recovery key, and the bot stops with a line', async () => {
    await using bot = await TestBot.create(homeserver)
    await setUpElsewhere(bot.account)
    const before = await masterKey(bot.account)
    bot.configure(homeserver.url, smallKnowledge)
    const wrong = 'EsTc LW2K PGiF wKEA 3As5 g5c4 BXwk qeeJ ZJV8 Q9fu gUMN UE4d'
    writeFileSync(path.join(bot.directory.path, 'state/recovery-key'), wrong, { mode: 0o600 })
    const { code, output } = await runCommand(['run', '--config', bot.configFile])
    expect(output).toContain(
      "the recovery key is not the one of the account's secret storage\nCorrect the recovery",
    )
    expect(output).not.toMatch(/^ +at /m)
    expect(output).not.toContain(wrong)
    expect(code).toBe(78)
    expect(await masterKey(bot.account)).toEqual(before)
  })

  it('waits for a person if the homeserver wants a browser: the address is printed, and the next start goes on', async () => {
    await using proxy = await startFaultProxy(homeserver.url, ({ path: target }) =>
      target.endsWith('/keys/device_signing/upload') ? 'browser' : 'pass',
    )
    await using bot = await TestBot.create(homeserver)
    bot.configure(proxy.url, smallKnowledge)
    const { code, output } = await runCommand(['run', '--config', bot.configFile])
    expect(output).toContain(`Open ${approvalUrl} as the bot's account, approve, and try again.`)
    expect(output).not.toMatch(/^ +at /m)
    expect(code).toBe(1)
    expect(await masterKey(bot.account)).toBeUndefined()
    proxy.rule = () => 'pass'
    await bot.start({ core: tinyCore })
    expect(bot.log.join('')).toContain('"msg":"the device is signed by its owner"')
    const examined = await runCommand(['doctor', '--config', bot.configFile])
    expect(examined.output).toContain("holds the account's identity")
    expect(examined.code).toBe(0)
  })
})
