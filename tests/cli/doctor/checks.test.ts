import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkClock } from '../../../src/cli/doctor/check-clock.ts'
import {
  checkConfiguration,
  checkPicture,
  checkSecrets,
} from '../../../src/cli/doctor/check-configuration.ts'
import { checkDatabase, checkQueues, readStored } from '../../../src/cli/doctor/check-databases.ts'
import { checkCounts, checkIdentity, checkKeyStore } from '../../../src/cli/doctor/check-encryption.ts'
import { checkLoginFlows, checkReachable, checkServerName } from '../../../src/cli/doctor/check-homeserver.ts'
import { checkKnowledge } from '../../../src/cli/doctor/check-knowledge.ts'
import { checkLastUse, checkLogin } from '../../../src/cli/doctor/check-login.ts'
import { checkMonitoring } from '../../../src/cli/doctor/check-monitoring.ts'
import { checkRooms } from '../../../src/cli/doctor/check-rooms.ts'
import { checkStateDirectory, formatBytes } from '../../../src/cli/doctor/check-state.ts'
import { httpFetch } from '../../../src/matrix/client/http-client.ts'
import { MatrixRequestError } from '../../../src/matrix/client/request-error.ts'
import { fakeClient } from '../../support/fake-client.ts'
import type { UserId } from '../../../src/matrix/ports/ids.ts'
import { saveSession } from '../../../src/matrix/session/session.ts'
import { Database } from '../../../src/storage/database.ts'
import { SqliteCryptoRecords } from '../../../src/storage/crypto-records.ts'
import { Settings } from '../../../src/storage/settings.ts'
import { startFakeServer } from '../../support/fake-server.ts'
import { fixtureFolder } from '../../support/fixtures.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import type { TemporaryDirectory } from '../../support/temporary-directory.ts'

const self = '@bot:staff.test' as UserId
const day = 86_400_000

let directory: TemporaryDirectory
beforeEach(() => {
  directory = temporaryDirectory()
})
afterEach(() => {
  directory[Symbol.dispose]()
})

const inDirectory = (name: string) => path.join(directory.path, name)

function writeConfig(config: object): string {
  const file = inDirectory('config.yaml')
  const base = { homeserver: { url: 'http://127.0.0.1:1' }, login: { userId: self } }
  writeFileSync(file, JSON.stringify({ ...base, ...config }))
  return file
}

/** A homeserver that answers these paths, and with `M_NOT_FOUND` all others. */
async function homeserver(answers: Readonly<Record<string, unknown>>) {
  const server = await startFakeServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const answer = answers[pathname]
    response.writeHead(answer === undefined ? 404 : 200, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(answer ?? { errcode: 'M_NOT_FOUND' }))
  })
  return { ...server, fetch: httpFetch, signal: AbortSignal.timeout(20_000) }
}

describe('the configuration', () => {
  it('is fine, but a bot that nobody may invite is worth a word', () => {
    expect(
      checkConfiguration(writeConfig({ access: { inviters: ['@*:staff.test'] } }), {}).findings,
    ).toMatchObject([{ verdict: 'ok' }])
    expect(checkConfiguration(writeConfig({}), {}).findings).toMatchObject([
      { verdict: 'ok' },
      { verdict: 'warning', found: 'nobody may invite the bot' },
    ])
  })

  it('is worth a word if it forgets what it may still answer', () => {
    const access = { inviters: ['@*:staff.test'] }
    const { findings } = checkConfiguration(writeConfig({ access, privacy: { retentionHours: 2 } }), {})
    expect(findings).toMatchObject([
      { verdict: 'ok' },
      {
        verdict: 'warning',
        found: expect.stringMatching(/^privacy\.retentionHours \(2\) is less/) as string,
      },
    ])
  })

  it('is a problem for each of its mistakes, and if it is not there', () => {
    const { config, findings } = checkConfiguration(writeConfig({ naem: 'x', access: { rooms: ['x'] } }), {})
    expect(config).toBeUndefined()
    expect(findings).toMatchObject([
      { verdict: 'problem', found: expect.stringContaining('access.rooms') as string },
      { verdict: 'problem', found: expect.stringContaining('naem') as string },
    ])
    expect(checkConfiguration(inDirectory('none.yaml'), {}).findings).toMatchObject([{ verdict: 'problem' }])
  })

  it.each([
    ['missing', undefined, 0o600, /cannot be read/],
    ['empty', '\n', 0o600, /is empty/],
    ['open to others', 'secret\n', 0o644, /mode 644/],
  ])('names a password file that is %s', (_, content, mode, message) => {
    if (content !== undefined) writeFileSync(inDirectory('password'), content, { mode })
    const { config } = checkConfiguration(
      writeConfig({ login: { userId: self, passwordFile: 'password' } }),
      {},
    )
    if (config === undefined) throw new Error('the configuration is wrong')
    const { secrets, findings } = checkSecrets(config, {})
    expect(secrets).toBeUndefined()
    expect(findings).toMatchObject([{ verdict: 'problem', found: expect.stringMatching(message) as string }])
  })
})

describe('the picture', () => {
  const check = (avatar: string) => {
    const { config } = checkConfiguration(writeConfig({ avatar }), {})
    if (config === undefined) throw new Error('the configuration is wrong')
    return checkPicture(config)
  }

  it('is a PNG or JPEG file that is there', () => {
    writeFileSync(inDirectory('x.gif'), 'GIF89a')
    expect([check('own'), check('none')]).toEqual([[], []])
    expect(check('x.gif')).toMatchObject([
      { verdict: 'problem', found: expect.stringMatching(/avatar: is neither a PNG nor/) as string },
    ])
    expect(check('x.png')).toMatchObject([
      { verdict: 'problem', found: expect.stringMatching(/avatar: cannot be read \(ENOENT/) as string },
    ])
  })
})

describe('the state directory', () => {
  it('may be missing before the first start, but must be a directory', () => {
    expect(checkStateDirectory(inDirectory('none')).findings).toMatchObject([{ verdict: 'warning' }])
    writeFileSync(inDirectory('file'), '')
    expect(checkStateDirectory(inDirectory('file')).findings).toMatchObject([{ verdict: 'problem' }])
  })

  it('and each file in it are closed to others', () => {
    mkdirSync(inDirectory('state'), { mode: 0o700 })
    const file = path.join(inDirectory('state'), 'recovery-key')
    writeFileSync(file, 'x', { mode: 0o600 })
    expect(checkStateDirectory(inDirectory('state')).findings[0]).toMatchObject({ verdict: 'ok' })
    chmodSync(file, 0o604)
    expect(checkStateDirectory(inDirectory('state')).findings[0]).toMatchObject({
      ...{ verdict: 'problem', advice: `chmod 0600 ${file}` },
    })
  })

  it.skipIf(process.geteuid?.() === 0)('and each file in it can be written', () => {
    mkdirSync(inDirectory('state'), { mode: 0o700 })
    const file = path.join(inDirectory('state'), 'lock.sqlite')
    writeFileSync(file, '', { mode: 0o400 })
    expect(checkStateDirectory(inDirectory('state'))).toMatchObject({
      isUsable: false,
      findings: [{ verdict: 'problem', found: `${file} cannot be written (mode 0400)` }],
    })
    chmodSync(inDirectory('state'), 0o500)
    expect(checkStateDirectory(inDirectory('state')).findings).toMatchObject([
      { verdict: 'problem', found: `${inDirectory('state')} cannot be written (mode 0500)` },
    ])
    chmodSync(inDirectory('state'), 0o700)
  })

  it.each([
    [0, '0.0 kB'],
    [4_096, '4.1 kB'],
    [1_500_000, '1.5 MB'],
    [2_000_000_000, '2.0 GB'],
    [3.2e16, '32000.0 TB'],
  ])('tells sizes as people read them: %d is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
  })
})

describe('the databases', () => {
  it('are sound, and hold the session and what waits', () => {
    {
      using database = Database.open(directory.path)
      saveSession(new Settings(database), { userId: self, deviceId: 'DEVICE', accessToken: 'secret' })
    }
    expect(checkDatabase(inDirectory('state.sqlite'))).toMatchObject([{ verdict: 'ok' }])
    const stored = readStored(directory.path)
    expect(stored).toMatchObject({ session: { deviceId: 'DEVICE' }, outbox: 0 })
    expect(checkQueues(stored)).toMatchObject([{ verdict: 'ok' }])
  })

  it('are worth a word when much waits or something was given up', () => {
    Database.open(directory.path)[Symbol.dispose]()
    const stored = readStored(directory.path)
    const busy = { ...stored, inbox: { pending: 21, parked: 0, setAside: 2 } }
    expect(checkQueues(busy)).toMatchObject([
      { verdict: 'warning', found: '21 to be handled, 0 waiting for their key, 0 to be sent' },
      { verdict: 'warning', found: '2 event(s) could not be handled' },
    ])
    expect(checkQueues({ ...stored, outbox: 21 })).toMatchObject([{ verdict: 'warning' }])
  })
})

describe('the monitoring', () => {
  it('needs an address of this machine', async () => {
    const monitoring = { host: '192.0.2.1', port: 9464 }
    expect(await checkMonitoring({ monitoring }, false)).toMatchObject([
      {
        ...{ verdict: 'problem', found: "192.0.2.1:9464 can't be had (EADDRNOTAVAIL)" },
        advice: 'Name an address of this machine in monitoring.host',
      },
      { verdict: 'warning' },
    ])
  })
})

describe('the homeserver', () => {
  it('names its versions and its kinds of login', async () => {
    await using server = await homeserver({
      '/_matrix/client/versions': { versions: ['r0.6.1', 'v1.1', 'v1.12'] },
      '/_matrix/client/v3/login': { flows: [{ type: 'm.login.password' }, { type: 'm.login.token' }] },
      '/_matrix/client/v1/auth_metadata': { issuer: 'https://account.example.org/' },
    })
    expect(await checkReachable(server)).toMatchObject([
      { verdict: 'ok', found: expect.stringContaining('r0.6.1 to v1.12') as string },
    ])
    const offered =
      'it offers as login: m.login.password, m.login.token, OAuth (Matrix Authentication Service)'
    expect(await checkLoginFlows(server)).toMatchObject([{ verdict: 'ok', found: offered }])
  })

  it('is a problem if it has no versions or no login', async () => {
    await using server = await homeserver({
      '/_matrix/client/versions': {},
      '/_matrix/client/v3/login': { flows: [] },
    })
    expect(await checkReachable(server)).toMatchObject([{ verdict: 'problem' }])
    expect(await checkLoginFlows(server)).toMatchObject([{ verdict: 'problem' }])
  })

  it('is that of the account, as far as it tells', async () => {
    await using mute = await homeserver({})
    expect(await checkServerName(mute, self)).toEqual([])
    await using server = await homeserver({ '/_matrix/key/v2/server': { server_name: 'staff.test' } })
    expect(await checkServerName(server, self)).toMatchObject([{ verdict: 'ok' }])
    expect(await checkServerName(server, '@bot:other.test')).toMatchObject([{ verdict: 'problem' }])
  })
})

describe('the login', () => {
  const whoami = '/_matrix/client/v3/account/whoami'
  const stored = { userId: self, deviceId: 'DEVICE', accessToken: 'secret' }
  const secrets = { kind: 'stored' } as const

  it('is right if account and device are those that are stored', async () => {
    await using server = await homeserver({ [whoami]: { user_id: self, device_id: 'DEVICE' } })
    const { session, findings } = await checkLogin({
      homeserver: server,
      userId: self,
      secrets,
      triesPassword: false,
      stored,
    })
    expect(session).toEqual(stored)
    expect(findings).toMatchObject([{ verdict: 'ok' }])
  })

  it('is refused if the device is another', async () => {
    await using server = await homeserver({ [whoami]: { user_id: self, device_id: 'OTHER' } })
    const check = checkLogin({ homeserver: server, userId: self, secrets, triesPassword: false, stored })
    await expect(check).rejects.toThrow('another device')
  })

  it('is a problem if the token has ended, for which the device of the next one is named', async () => {
    await using server = await startFakeServer((_request, response) => {
      response.writeHead(401, { 'Content-Type': 'application/json' })
      response.end(JSON.stringify({ errcode: 'M_UNKNOWN_TOKEN', error: 'Token is not active' }))
    })
    const homeserver = { url: server.url, fetch: httpFetch, signal: AbortSignal.timeout(20_000) }
    const { findings } = await checkLogin({
      ...{ homeserver, userId: self, triesPassword: false, stored },
      secrets: { kind: 'token', accessToken: () => 'secret' },
    })
    expect(findings).toMatchObject([
      {
        verdict: 'problem',
        advice: 'Put a new token of device DEVICE into login.accessTokenFile',
      },
    ])
  })

  it('is a problem by a password that the homeserver takes none of', async () => {
    const login = { '/_matrix/client/v3/login': { flows: [{ type: 'm.login.sso' }] } }
    await using server = await homeserver(login)
    const { findings } = await checkLogin({
      ...{ homeserver: server, userId: self, triesPassword: false, stored: undefined },
      secrets: { kind: 'password', password: () => 'geheim' },
    })
    expect(findings).toMatchObject([
      {
        ...{ verdict: 'problem', advice: 'Get an access token there, and set login.accessTokenFile' },
        found: 'no session yet, and the homeserver takes no password (it offers m.login.sso)',
      },
    ])
  })

  it('is a problem without anything to log in with, and with the state of another account', async () => {
    await using server = await homeserver({})
    const without = await checkLogin({
      homeserver: server,
      userId: self,
      secrets,
      triesPassword: false,
      stored: undefined,
    })
    expect(without).toMatchObject({ session: undefined, findings: [{ verdict: 'problem' }] })
    const userId = '@other:staff.test' as UserId
    const foreign = await checkLogin({ homeserver: server, userId, secrets, triesPassword: false, stored })
    expect(foreign).toMatchObject({ session: undefined, findings: [{ verdict: 'problem' }] })
  })

  it.each([
    [0, 'ok'],
    [89, 'ok'],
    [90, 'warning'],
    [119, 'warning'],
  ])('that was last used %d days ago is: %s', (days, verdict) => {
    expect(checkLastUse(1_000, 1_000 + days * day)).toMatchObject([{ verdict }])
    expect(checkLastUse(undefined, 0)).toEqual([])
  })
})

describe('the rooms', () => {
  const room = '/_matrix/client/v3/rooms/!room'
  const joinedRooms = '/_matrix/client/v3/joined_rooms'
  const sync = '/_matrix/client/v3/sync'
  const joined = { [joinedRooms]: { joined_rooms: ['!room'] }, [sync]: {} }

  const check = (answers: Readonly<Record<string, unknown>>) => {
    const client = fakeClient(({ method, path: target }) => {
      if (target in answers) return answers[target]
      throw new MatrixRequestError({ kind: 'refused', method, path: target, status: 404 })
    })
    return checkRooms({ client, self, names: ['!room'], registry: undefined, refusals: undefined })
  }

  it.each([
    ['nothing is said about power', {}, 'ok'],
    ['messages need power that it has', { events_default: 50, users: { [self]: 50 } }, 'ok'],
    ['messages need power that it lacks', { events_default: 50 }, 'problem'],
    ['encrypted messages need power that it lacks', { events: { 'm.room.encrypted': 10 } }, 'problem'],
    ['reactions need power that it lacks', { events: { 'm.reaction': 10 } }, 'warning'],
    ['redactions need power that it lacks', { events: { 'm.room.redaction': 10 } }, 'warning'],
  ])('are told by their rights if %s', async (_, levels, verdict) => {
    const findings = await check({
      ...joined,
      [`${room}/state/m.room.encryption/`]: { algorithm: 'm.megolm.v1.aes-sha2' },
      [`${room}/state/m.room.power_levels/`]: levels,
    })
    expect(findings[1]).toMatchObject({
      verdict,
      found: expect.stringContaining('joined, encrypted') as string,
    })
  })
})

describe('the key store', () => {
  it('is not there before the first start', async () => {
    const file = inDirectory('keys.sqlite')
    new SqliteCryptoRecords(file)[Symbol.dispose]()
    const { keys, findings } = await checkKeyStore({ file, passphrase: 'x', session: undefined })
    expect(keys).toBeUndefined()
    expect(findings).toMatchObject([{ verdict: 'warning' }])
  })

  it('is in use while a bot has it', async () => {
    const file = inDirectory('keys.sqlite')
    using records = new SqliteCryptoRecords(file)
    expect([...records.load()]).toEqual([])
    const check = checkKeyStore({ file, passphrase: 'x', session: undefined })
    await expect(check).rejects.toThrow(/another process/)
  })

  it('tells what could not be read, and which reasons others gave for withholding keys', () => {
    expect(checkCounts(3, new Map(Object.entries({ 'm.unverified': 0 })))).toMatchObject([{ verdict: 'ok' }])
    expect(checkCounts(3, new Map(Object.entries({ 'm.unverified': 2, 'm.blacklisted': 0 })))).toMatchObject([
      {
        verdict: 'warning',
        found: '3 event(s) could not be decrypted so far; keys were withheld: m.unverified 2',
      },
    ])
  })
})

describe('the identity', () => {
  const fingerprint = { [`ed25519:DEVICE`]: 'fingerprint' }
  const keys = { device_keys: { [self]: { DEVICE: { keys: fingerprint } } } }

  /** The findings about a device that nobody has signed. */
  const unsigned = (identity: object) => {
    const client = fakeClient(({ method, path: target }) => {
      if (target.endsWith('/keys/query')) return { ...keys, ...identity }
      if (target.endsWith('/keys/upload')) return { one_time_key_counts: { signed_curve25519: 50 } }
      const fault = { kind: 'refused', status: 404, errcode: 'M_NOT_FOUND' } as const
      throw new MatrixRequestError({ ...fault, method, path: target })
    })
    return checkIdentity({
      ...{ client, userId: self, deviceId: 'DEVICE', recoveryKey: undefined, local: undefined },
    })
  }

  it('is made by a start where the account has none, so no other one is advised', async () => {
    const findings = await unsigned({})
    expect(findings).toMatchObject([
      { verdict: 'warning', found: expect.stringContaining('no identity to sign it with') as string },
      { verdict: 'ok', found: '50 one-time keys are left at the homeserver' },
      { verdict: 'warning', found: 'the account has no identity yet' },
    ])
    for (const { advice } of findings) expect(advice ?? '').not.toMatch(/recovery key|reset-identity/)
  })

  it('is to be brought back where the account has one that has not signed the device', async () => {
    const master_keys = { [self]: { keys: { 'ed25519:master': 'master' } } }
    expect((await unsigned({ master_keys }))[0]).toMatchObject({
      ...{ verdict: 'problem', found: expect.stringContaining('not signed by its owner') as string },
      advice: expect.stringMatching(/^Give the recovery key.*--reset-identity$/) as string,
    })
  })
})

describe('the knowledge', () => {
  const check = (directory: string, notices: Readonly<Record<string, string[]>> = {}) => {
    const { config } = checkConfiguration(writeConfig({ knowledge: { directory }, rooms: { notices } }), {})
    if (config === undefined) throw new Error('the configuration is wrong')
    return checkKnowledge(config)
  }

  it('is counted, with the sentences that nobody quotes', async () => {
    expect(await check(fixtureFolder('basic'))).toMatchObject([{ verdict: 'ok' }])
    const directory = fixtureFolder('unquoted-passage')
    expect(await check(directory)).toMatchObject([
      { verdict: 'ok' },
      {
        ...{ verdict: 'warning', found: '2 sentence(s) are quoted by no entry' },
        advice: `npm run check-knowledge -- --knowledge ${directory} lists them`,
      },
    ])
  })

  it('is a problem for each of its mistakes', async () => {
    expect(await check(fixtureFolder('changed-notice'))).toMatchObject([
      { verdict: 'problem', found: expect.stringContaining('faq.yaml:5:9') as string },
      { verdict: 'problem', found: expect.stringContaining('faq.yaml:23:9') as string },
    ])
    expect(await check(inDirectory('none'))).toMatchObject([{ verdict: 'problem' }])
  })

  it('has the notices that rooms are bound to', async () => {
    expect(await check(fixtureFolder('basic'), { '#it:staff.test': ['library'] })).toHaveLength(1)
    expect(await check(fixtureFolder('basic'), { '#it:staff.test': ['unknown'] })).toMatchObject([
      { verdict: 'ok' },
      {
        verdict: 'problem',
        found: expect.stringContaining('rooms.notices: no folder "unknown"') as string,
      },
    ])
  })
})

describe('the clock', () => {
  it.each([
    ['agrees', 1_000, 'ok'],
    ['is far off', 600_000, 'problem'],
    ['can’t be compared, so that keys stay for ever', undefined, 'warning'],
  ] as const)('%s', (_, offsetMs, verdict) => {
    expect(checkClock(offsetMs)).toMatchObject([{ about: 'clock', verdict }])
  })
})
