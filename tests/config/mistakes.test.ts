import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { homeserverFetch } from '../../src/app/homeserver-fetch.ts'
import { ConfigError } from '../../src/config/config-error.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { loginSecrets } from '../../src/config/secrets.ts'
import { writtenConfig } from '../support/written-config.ts'

const base = 'homeserver:\n  url: https://matrix.example.org\nlogin:\n  userId: "@bot:example.org"\n'

/** Loads a configuration of this text, and gives the message about it. */
function complaint(text: string, environment: Readonly<Record<string, string>> = {}): string {
  using config = writtenConfig(text)
  return complaintOf(() => loadConfig({ file: config.file, environment }))
}

function complaintOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'nothing'
}

describe('a mistake in the configuration', () => {
  it.each([
    ['  passwordfile: x', 'login.passwordfile: unknown key; did you mean login.passwordFile?'],
    ['naem: x', 'naem: unknown key; did you mean name?'],
    ['monitoring:\n  prot: 1', 'monitoring.prot: unknown key; did you mean monitoring.port?'],
    ['port: 9464', 'port: unknown key; did you mean monitoring.port?'],
    ['somethingElse: x', 'somethingElse: unknown key'],
    [
      '  password: geheim',
      'login.password: unknown key; write it into a file of mode 0600, and name that in login.passwordFile',
    ],
  ])('names the key that was probably meant: %s', (line, message) => {
    expect(complaint(`${base}${line}\n`)).toMatch(new RegExp(`: ${message.replace('?', '\\?')}$`))
  })

  it('names the variable that was probably meant', () => {
    expect(complaint(base, { HINWEISBOT_LOGIN_USERID: 'x' })).toContain(
      'HINWEISBOT_LOGIN_USERID: unknown variable; did you mean HINWEISBOT_LOGIN_USER_ID?',
    )
  })

  it('is none in the variables of a Service of Kubernetes, but in those that look like them', () => {
    const ofKubernetes = {
      HINWEISBOT_SERVICE_HOST: '10.0.0.1',
      HINWEISBOT_SERVICE_PORT: '9464',
      HINWEISBOT_SERVICE_PORT_METRICS: '9464',
      HINWEISBOT_PORT: 'tcp://10.0.0.1:9464',
      HINWEISBOT_PORT_9464_TCP: 'tcp://10.0.0.1:9464',
      HINWEISBOT_PORT_9464_TCP_PROTO: 'tcp',
      HINWEISBOT_PORT_9464_TCP_PORT: '9464',
      HINWEISBOT_PORT_9464_TCP_ADDR: '10.0.0.1',
    }
    expect(complaint(base, ofKubernetes)).toBe('nothing')
    for (const name of ['HINWEISBOT_PORT', 'HINWEISBOT_SERVICE', 'HINWEISBOT_PORT_NAME'])
      expect(complaint(base, { [name]: '9464' })).toContain(`${name}: unknown variable`)
  })

  it('is a file that is not UTF-8', () => {
    using config = writtenConfig(base)
    writeFileSync(config.file, Buffer.from(`${base}name: Auskünfte\n`, 'latin1'))
    expect(complaintOf(() => loadConfig({ file: config.file, environment: {} }))).toContain(
      `${config.file}:1:1: is not UTF-8; save it as UTF-8`,
    )
  })

  it.each([
    ['name: One\nname: Two\n', 'the key "name" is there twice'],
    ['"name": One\n"name": Two\n', 'the key "name" is there twice'],
  ])('names the key that is there twice', (lines, message) => {
    expect(complaint(base + lines)).toMatch(new RegExp(`config\\.yaml:6:1: ${message}$`))
  })

  it('is a homeserver URL with the path of the API, for which the right one is named', () => {
    const url = 'https://matrix.example.org/_matrix/client'
    expect(complaint(base.replace('https://matrix.example.org', url))).toContain(
      'homeserver.url: expected the address before /_matrix, here https://matrix.example.org',
    )
  })

  it('says why a file cannot be read', () => {
    expect(complaintOf(() => loadConfig({ file: '/nowhere/config.yaml', environment: {} }))).toContain(
      'cannot be read (ENOENT: there is no such file or folder)',
    )
    using config = writtenConfig(`${base}  passwordFile: missing\n`)
    const loaded = loadConfig({ file: config.file, environment: {} })
    expect(complaintOf(() => loginSecrets(loaded, {}))).toMatch(
      /login\.passwordFile: cannot be read \(ENOENT: /,
    )
    mkdirSync(path.join(config.directory, 'missing'), { mode: 0o700 })
    expect(complaintOf(() => loginSecrets(loaded, {}))).toMatch(
      /cannot be read \(EISDIR: it is a directory\)$/,
    )
  })

  it.skipIf(process.geteuid?.() === 0)('says that a secret belongs to another user', () => {
    using config = writtenConfig(`${base}  passwordFile: secret\n`)
    const secret = path.join(config.directory, 'secret')
    writeFileSync(secret, 'x')
    chmodSync(secret, 0o200)
    const loaded = loadConfig({ file: config.file, environment: {} })
    expect(complaintOf(() => loginSecrets(loaded, {}))).toContain('(EACCES: this user may not)')
  })

  it.each([
    ['no certificates', 'holds no certificate in PEM'],
    [
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      'holds a certificate that cannot be read',
    ],
  ])('is a file of certificates with %j', (text, message) => {
    using config = writtenConfig(base.replace('login:', '  caFile: ca.pem\nlogin:'))
    const loaded = loadConfig({ file: config.file, environment: {} })
    expect(complaintOf(() => homeserverFetch(loaded))).toContain('homeserver.caFile: cannot be read (ENOENT')
    writeFileSync(path.join(config.directory, 'ca.pem'), text)
    expect(complaintOf(() => homeserverFetch(loaded))).toContain(`homeserver.caFile: ${message}`)
  })
})

describe('a key without a value', () => {
  it.each(['rooms:\n  helpdesk:\n', 'rooms:\n', 'rooms:\n  helpdesk:\n  #  - "#it:example.org"\n'])(
    'counts as absent: %j',
    (lines) => {
      using config = writtenConfig(base + lines)
      expect(loadConfig({ file: config.file, environment: {} }).rooms.helpdesk).toEqual([])
    },
  )

  it('is missing where one is needed', () => {
    expect(complaint(base.replace(/userId: .*/, 'userId:'))).toContain('login.userId: missing')
    expect(complaint('homeserver:\n').split('\n')).toMatchObject([
      expect.stringContaining('homeserver.url: missing') as string,
      expect.stringContaining('login.userId: missing') as string,
    ])
  })
})
