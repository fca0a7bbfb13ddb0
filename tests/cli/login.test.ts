import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { startFakeServer } from '../support/fake-server.ts'
import { runCommand } from '../support/run-command.ts'
import { writtenConfig } from '../support/written-config.ts'

const userId = '@bot:staff.test'

const configFor = (url: string, login: object = {}) =>
  writtenConfig(JSON.stringify({ homeserver: { url }, login: { userId, ...login } }))

/** A homeserver with logins by password that knows one token. */
const homeserver = () =>
  startFakeServer(({ url = '', headers }, response) => {
    const isKnown = headers.authorization === 'Bearer good'
    const whoami = isKnown
      ? { user_id: userId, device_id: 'DEVICE' }
      : { errcode: 'M_UNKNOWN_TOKEN', error: 'Invalid access token' }
    const [status, answer] = url.endsWith('/login')
      ? [200, { flows: [{ type: 'm.login.password' }] }]
      : url.endsWith('/whoami')
        ? [isKnown ? 200 : 401, whoami]
        : [404, { errcode: 'M_NOT_FOUND' }]
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })

describe('login', { timeout: 60_000 }, () => {
  it('says in a sentence that nobody listens there', async () => {
    using config = configFor('http://127.0.0.1:1')
    const { code, output } = await runCommand(['login', '--config', config.file], 'geheim\n')
    expect(output).toMatch(/^the homeserver cannot be reached \(.*ECONNREFUSED\)\nSee whether it is up.*\n$/)
    expect(code).toBe(1)
  })

  it.each(['', '\n'])('asks for a secret that is not empty: %j', async (input) => {
    await using server = await homeserver()
    using config = configFor(server.url)
    const { code, output } = await runCommand(['login', '--config', config.file], input)
    expect(output).toMatch(/\nNo secret was given\. .*\n$/)
    expect(code).toBe(1)
  })

  it('says that a token is not known, with the exit code of a refused login', async () => {
    await using server = await homeserver()
    using config = configFor(server.url)
    const { code, output } = await runCommand(['login', '--token', '--config', config.file], 'bad\n')
    expect(output).toMatch(/\nthe homeserver does not know this access token\nGive the whole of .*\n$/)
    expect(code).toBe(3)
  })

  it('needs no file of the password that is not used any more', async () => {
    await using server = await homeserver()
    using config = configFor(server.url, { passwordFile: 'gone' })
    const { code, output } = await runCommand(['login', '--token', '--config', config.file], 'good\n')
    expect(output).toMatch(/\nLogged in as .*\n$/)
    expect(code).toBe(0)
  })

  it('says that its session waits while the bot is given a token', async () => {
    await using server = await homeserver()
    using config = configFor(server.url, { accessTokenFile: 'token' })
    writeFileSync(path.join(config.directory, 'token'), 'other\n', { mode: 0o600 })
    const { code, output } = await runCommand(['login', '--token', '--config', config.file], 'good\n')
    expect(output).toMatch(/\nLogged in as .*\nThe bot does not use it as long as .*accessTokenFile\)\.\n$/)
    expect(code).toBe(0)
  })
})
