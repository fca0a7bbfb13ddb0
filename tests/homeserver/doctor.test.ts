import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startFakeServer } from '../support/fake-server.ts'
import { runCommand } from '../support/run-command.ts'
import { tinyCore } from '../support/tiny-core.ts'
import { TestBot } from './bot.ts'
import { EncryptedPerson } from './encryption/encrypted-person.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { loginAgain, Person, waitFor } from './person.ts'

describeOnHomeserver('the doctor command', (homeserver) => {
  let bot: TestBot

  beforeEach(async () => {
    bot = await TestBot.create(homeserver)
    bot.configure(homeserver.url)
  })
  afterEach(async () => {
    await bot[Symbol.asyncDispose]()
  })

  const inState = (name: string) => path.join(bot.directory.path, 'state', name)

  /** Its lines and exit code. Whatever is wrong, no secret and no stack is shown. */
  async function examine(...options: readonly string[]) {
    const { code, output } = await runCommand(['doctor', '--config', bot.configFile, ...options])
    for (const secret of [bot.account.password, bot.account.accessToken]) expect(output).not.toContain(secret)
    expect(output).not.toMatch(/^ +at |Error:/m)
    const lines = output.trimEnd().split('\n')
    for (const line of lines) expect(line).toMatch(/^(✓ ok {5}|! warning|✗ problem) {2}\S/)
    return { code, lines, wrong: lines.filter((line) => !line.startsWith('✓')) }
  }

  async function startAndStop(): Promise<void> {
    await bot.start({ core: tinyCore })
    await bot.stop()
  }

  it('finds nothing wrong with a bot that runs in a helpdesk room', async () => {
    const anna = await Person.register(homeserver, 'anna')
    const roomId = await anna.createRoom({ invite: [bot.userId] })
    bot.configure(homeserver.url, { helpdesk: [roomId] })
    await bot.start({ core: tinyCore })
    await anna.waitForMembership(roomId, bot.userId, 'join')
    const { code, lines, wrong } = await examine()
    expect({ code, wrong }).toEqual({ code: 0, wrong: [] })
    expect(lines).toEqual([
      expect.stringMatching(/program: Hinweisbot \d\S* on Node\.js v\d/),
      expect.stringMatching(/configuration: .* is valid$/),
      expect.stringContaining('secrets: there is a password'),
      expect.stringMatching(/knowledge: 1 notice\(s\), \d+ entries, \d+ decline entries/),
      expect.stringMatching(/state directory: .* is closed to other users/),
      expect.stringContaining(`bot: it is running (process ${process.pid})`),
      expect.stringMatching(/disk: \d+\.\d [MGT]B are free/),
      expect.stringMatching(/state\.sqlite: sound, \d+\.\d [kM]B/),
      expect.stringMatching(/queues: \d+ to be handled, 0 waiting for their key, \d+ to be sent/),
      expect.stringContaining('encryption: the running bot has the key store'),
      expect.stringMatching(/homeserver: .* is up; it speaks Matrix \S+ to v1\.\d+/),
      expect.stringContaining("clock: this machine's clock agrees with the homeserver's"),
      expect.stringMatching(/homeserver: it offers as login: .*m\.login\.password/),
      expect.stringMatching(/login: the session of @hinweisbot-.* on device HINWEISBOT-\w+ is valid/),
      expect.stringContaining('login: the session was used within a day'),
      expect.stringContaining('rooms: the bot is in 1 room(s)'),
      expect.stringMatching(/room !.*: joined, not encrypted; the bot may answer, react and redact/),
      expect.stringMatching(/encryption: device HINWEISBOT-\w+ is signed by its owner/),
      // Dendrite counts none in a first sync, so that the bot makes as many again.
      expect.stringMatching(/encryption: (50|100) one-time keys are left/),
      expect.stringContaining('encryption: the account has an identity'),
      expect.stringContaining('recovery: the recovery key opens secret storage'),
    ])
    await anna.waitForReply(roomId, await anna.say(roomId, 'Frage 1'), bot.userId)
  })

  it('looks into the keys of a bot that does not run, and leaves it fit to start', async () => {
    const anna = await Person.register(homeserver, 'anna')
    const roomId = await anna.createDirectRoom(bot.userId)
    await startAndStop()
    await anna.waitForMembership(roomId, bot.userId, 'join')
    const { code, lines, wrong } = await examine()
    expect({ code, wrong }).toEqual({ code: 0, wrong: [] })
    for (const part of [
      'bot: it is not running',
      'keys.sqlite: sound',
      'encryption: the passphrase opens the key store; 0 room key(s), 0 encrypted room(s)',
      'encryption: 0 event(s) could not be decrypted so far; no keys were withheld',
      'encryption: the account has an identity, and the bot holds it',
    ]) {
      expect(lines).toContainEqual(expect.stringContaining(part))
    }
    const question = await anna.say(roomId, 'Frage 1')
    await bot.start({ core: tinyCore })
    await anna.waitForReply(roomId, question, bot.userId)
  })

  it('sees before the first start that the bot will get in, and leaves no device behind', async () => {
    const { code, lines, wrong } = await examine('--login')
    expect({ code, wrong }).toEqual({ code: 0, wrong: [] })
    expect(lines).toContainEqual(expect.stringContaining('no session yet; the password is right'))
    expect(await bot.person(homeserver).devices()).toEqual([bot.account.deviceId])
  })

  it('names a wrong password', async () => {
    writeFileSync(path.join(bot.directory.path, 'password'), 'wrong\n', { mode: 0o600 })
    const { code, wrong } = await examine('--login')
    expect({ code, wrong }).toEqual({
      code: 1,
      wrong: [expect.stringMatching(/problem.*login: the homeserver refuses the login.*Check login\.userId/)],
    })
  })

  it('names a session that has ended, and that the password still gets in', async () => {
    await startAndStop()
    await bot.logOut(homeserver)
    const { code, lines } = await examine('--login')
    expect(lines).toContainEqual(expect.stringContaining('the session has ended; the password is right'))
    expect(code).toBe(0)
    bot.configure(homeserver.url, { config: { login: { userId: bot.userId } } })
    const { code: without, wrong } = await examine('--login')
    expect(without).toBe(1)
    expect(wrong).toContainEqual(
      expect.stringMatching(/problem.*login: the homeserver does not know the session/),
    )
  })

  it('names a homeserver that is down, or is none', async () => {
    await using page = await startFakeServer((_, response) => response.end('<html>Please log in</html>'))
    for (const [url, fault] of [
      ['http://127.0.0.1:9', 'cannot be reached'],
      [page.url, 'answers as no homeserver does'],
    ] as const) {
      bot.configure(url)
      const { code, wrong } = await examine()
      const line = expect.stringMatching(
        new RegExp(`problem.*homeserver: .* ${fault} .*homeserver\\.url`),
      ) as string
      expect({ code, wrong }).toEqual({ code: 1, wrong: [line] })
    }
  })

  it('names every mistake of the configuration', async () => {
    bot.configure(homeserver.url, { config: { naem: 'Bot', limits: { perPersonPerMinute: -1 } } })
    const { code, wrong } = await examine()
    expect({ code, wrong }).toEqual({
      code: 1,
      wrong: [
        expect.stringMatching(/problem.*configuration: .*config\.yaml:1:\d+: limits\.perPersonPerMinute/),
        expect.stringMatching(/problem.*configuration: .*naem: unknown key/),
      ],
    })
  })

  it('names files that are open to others', async () => {
    await startAndStop()
    chmodSync(path.join(bot.directory.path, 'password'), 0o644)
    chmodSync(inState('recovery-key'), 0o640)
    chmodSync(inState('.'), 0o755)
    const { code, wrong } = await examine()
    expect(code).toBe(1)
    expect(wrong).toEqual([
      expect.stringMatching(/secrets: .*password.*mode 644\); chmod 600 it/),
      expect.stringMatching(
        /state directory: \S+state is open to other users of this machine \(mode 0755\)\. chmod/,
      ),
      expect.stringMatching(/state directory: \S+recovery-key is open to other users/),
      expect.stringMatching(/recovery: \S+recovery-key is open to other users/),
    ])
  })

  it('names a helpdesk room that is missing, one that it is not in, and one that it may not write in', async () => {
    const anna = await Person.register(homeserver, 'anna')
    const foreign = await anna.createRoom()
    const muted = await anna.createRoom({ invite: [bot.userId] })
    const half = await anna.createRoom({ invite: [bot.userId], room_version: '12' })
    bot.configure(homeserver.url, { helpdesk: [] })
    await bot.start({ core: tinyCore })
    for (const roomId of [muted, half]) await anna.waitForMembership(roomId, bot.userId, 'join')
    await anna.setState(muted, 'm.room.power_levels', { events_default: 50 })
    await anna.setState(half, 'm.room.power_levels', { events: { 'm.reaction': 50 } })
    await bot.stop()
    const nowhere = `#nowhere:${homeserver.serverName}`
    bot.configure(homeserver.url, { helpdesk: [nowhere, foreign, muted, half] })
    await anna.invite(foreign, bot.userId)
    const { code, wrong } = await examine()
    expect({ code, wrong }).toEqual({
      code: 1,
      wrong: [
        expect.stringMatching(/problem.*#nowhere.*: the homeserver knows no such room/),
        expect.stringMatching(/problem.*: the bot is not in it\. Invite the bot/),
        expect.stringMatching(/problem.*may not send m\.room\.message, m\.reaction, m\.room\.redaction/),
        expect.stringMatching(/warning.*joined, not encrypted; the bot may not send m\.reaction\. /),
        expect.stringContaining('1 invitation(s) wait'),
      ],
    })
  })

  it('knows that the creator of a room of version 12 may do everything', async () => {
    await startAndStop()
    const owner = new Person(homeserver, await loginAgain(homeserver, bot.account))
    const power_level_content_override = { events_default: 100 }
    const roomId = await owner.createRoom({ room_version: '12', power_level_content_override })
    bot.configure(homeserver.url, { helpdesk: [roomId] })
    const { code, lines } = await examine()
    expect(lines).toContainEqual(expect.stringContaining('the bot may answer, react and redact'))
    expect(code).toBe(0)
  })

  it('names an identity that somebody has replaced', async () => {
    await startAndStop()
    await using owner = await EncryptedPerson.login(homeserver, await loginAgain(homeserver, bot.account))
    const { userId, password } = bot.account
    const auth = { type: 'm.login.password', identifier: { type: 'm.id.user', user: userId }, password }
    await owner.crypto.resetEncryption(async (send) => send(auth))
    const { code, wrong } = await examine()
    expect({ code, wrong }).toEqual({
      code: 1,
      wrong: [
        expect.stringMatching(/problem.*device HINWEISBOT-\w+ is not signed by its owner.*--reset-identity/),
        expect.stringContaining('the account has an identity that the bot does not hold'),
        expect.stringContaining("the account's secret storage is absent"),
      ],
    })
  })

  it('counts withheld keys as the metrics do, also over a restart', async () => {
    bot.configure(homeserver.url, { config: { monitoring: { port: 0 } } })
    const metrics = async () => {
      const line = bot.log.findLast((candidate) => candidate.includes('"msg":"monitoring"')) ?? ''
      const { port } = JSON.parse(line) as { port: number }
      return (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
    }
    const counted = 'hinweisbot_keys_withheld_total{code="m.unverified"} 1'
    await bot.start({ core: tinyCore })
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    anna.crypto.globalBlacklistUnverifiedDevices = true
    const roomId = await anna.createEncryptedRoom([bot.userId], { isDirect: true })
    await anna.say(roomId, 'Frage 1')
    await waitFor(async () => ((await metrics()).includes(counted) ? true : undefined))
    await bot.stop()
    const { code, wrong } = await examine()
    expect(wrong).toContainEqual(expect.stringMatching(/warning.*keys were withheld: m\.unverified 1/))
    expect(code).toBe(0)
    await bot.start({ core: tinyCore })
    expect(await metrics()).toContain(counted)
  })

  it.each(['passphrase', 'recovery-key'])('names a lost %s', async (name) => {
    await startAndStop()
    rmSync(inState(name))
    const { code, wrong } = await examine()
    const expected =
      name === 'passphrase'
        ? {
            code: 1,
            wrong: [expect.stringMatching(/problem.*the passphrase of the key store is missing\. Bring/)],
          }
        : { code: 0, wrong: [expect.stringMatching(/warning.*no recovery key to open it\. Keep it/)] }
    expect({ code, wrong }).toEqual(expected)
  })

  it.each(['state.sqlite', 'keys.sqlite'])('names a damaged %s', async (name) => {
    await startAndStop()
    const bytes = readFileSync(inState(name))
    writeFileSync(inState(name), bytes.fill(0x5a, 100, 40_000))
    const { code, wrong } = await examine()
    expect(code).toBe(1)
    expect(wrong).toContainEqual(expect.stringMatching(new RegExp(`problem  ${name}: `)))
  })
})
