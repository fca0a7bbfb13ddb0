import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer as createSecureServer } from 'node:https'
import { createServer } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { readVersion } from '../../src/config/version.ts'
import { stringAt } from '../../src/matrix/client/json.ts'
import { serve, startFakeServer } from '../support/fake-server.ts'
import { fixtureFolder, readFixture } from '../support/fixtures.ts'
import { runCommand } from '../support/run-command.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const patience = 60_000

/** A configuration that names this homeserver, with all that a start needs on this machine. */
function installation(url: string, further: object = {}) {
  const directory = temporaryDirectory()
  const file = path.join(directory.path, 'config.yaml')
  writeFileSync(path.join(directory.path, 'password'), 'geheim\n', { mode: 0o600 })
  mkdirSync(path.join(directory.path, 'state'), { mode: 0o700 })
  const config = {
    homeserver: { url },
    login: { userId: '@bot:staff.test', passwordFile: 'password' },
    knowledge: { directory: fixtureFolder('basic'), watch: false },
    access: { inviters: ['@*:staff.test'] },
    ...further,
  }
  writeFileSync(file, JSON.stringify(config))
  return {
    file,
    path: directory.path,
    [Symbol.dispose]: () => {
      directory[Symbol.dispose]()
    },
  }
}

interface Run {
  readonly code: number | null
  readonly lines: readonly Readonly<Record<string, unknown>>[]
  readonly complaint: string
  /** From the signal to the end, in milliseconds. */
  readonly stopMs: number
}

/** Runs the bot until it ends, or until its log has a line that says `until`; then it is told to stop. */
async function run(file: string, until?: string): Promise<Run> {
  const child = spawn(process.execPath, ['src/main.ts', 'run', '--config', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: Record<string, unknown>[] = []
  let stopped = performance.now()
  const complaint = text(child.stderr)
  createInterface({ input: child.stdout }).on('line', (line) => {
    const entry = JSON.parse(line) as Record<string, unknown>
    lines.push(entry)
    if (entry['msg'] !== until) return
    stopped = performance.now()
    child.kill('SIGTERM')
  })
  await once(child, 'close')
  const { exitCode: code } = child
  return { code, lines, complaint: await complaint, stopMs: performance.now() - stopped }
}

const badGateway = '<html>Bad Gateway</html>'

/** A homeserver that takes every password and knows the session afterwards, but nothing more. */
function onlyLogins() {
  const session = { user_id: '@bot:staff.test', access_token: 'token', device_id: '' }
  return startFakeServer((request, response) => {
    if (!/\/(login|whoami)$/.test(request.url ?? '')) {
      response.writeHead(502, { 'content-type': 'text/html' }).end(badGateway)
      return
    }
    void text(request).then((body) => {
      Object.assign(session, body === '' ? {} : { device_id: stringAt(JSON.parse(body), 'device_id') })
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(session))
    })
  })
}

/** One whose certificate is of an authority that nobody trusts. */
const privateHomeserver = () =>
  serve(
    createSecureServer({
      key: readFixture('certificates/key.pem'),
      cert: readFixture('certificates/certificate.pem'),
    }),
    'https',
  )

describe('a start', { timeout: patience }, () => {
  it('says what it is and what it waits for, and ends at once when it is told to', async () => {
    using bot = installation('http://127.0.0.1:1')
    const { code, lines, complaint, stopMs } = await run(bot.file, 'waiting for the homeserver')
    expect(lines[0]).toMatchObject({
      msg: 'starting',
      version: readVersion(),
      configuration: bot.file,
      account: '@bot:staff.test',
      homeserver: 'http://127.0.0.1:1',
    })
    // Made at the first start, which takes a while on a busy machine.
    expect(lines[1]).toMatchObject({ msg: 'the knowledge is loaded', notices: 1, entries: 9 })
    expect(lines).toContainEqual(
      expect.objectContaining({
        ...{ step: 'login', kind: 'network', reason: 'ECONNREFUSED', address: 'http://127.0.0.1:1' },
      }),
    )
    expect({ code, complaint }).toEqual({ code: 0, complaint: '' })
    expect(stopMs).toBeLessThan(3_000)
    expect(lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  it('warns of a memory that is shorter than what is still answered', async () => {
    using bot = installation('http://127.0.0.1:1', { privacy: { retentionHours: 2 } })
    const { lines } = await run(bot.file, 'waiting for the homeserver')
    const message = expect.stringContaining('privacy.retentionHours (2) is less than') as string
    expect(lines).toContainEqual(expect.objectContaining({ level: 'warn', msg: message }))
  })

  it('says so as well when it waits for the encryption to be set up, and is stopped as quickly', async () => {
    await using server = await onlyLogins()
    using bot = installation(server.url)
    const { code, lines, complaint, stopMs } = await run(bot.file, 'waiting for the homeserver')
    expect(lines.at(-3)).toMatchObject({
      ...{ level: 'warn', msg: 'waiting for the homeserver', step: 'keys' },
      ...{ kind: 'server', status: 502, address: server.url, retryInMs: expect.any(Number) as number },
    })
    expect(lines.slice(-2).map(({ msg }) => msg)).toEqual(['stopping', 'stopped'])
    expect({ code, complaint }).toEqual({ code: 0, complaint: '' })
    expect(stopMs).toBeLessThan(3_000)
  })

  it('names the reason why a certificate is not trusted, and doctor says what to do', async () => {
    await using server = await privateHomeserver()
    using bot = installation(server.url)
    const { lines } = await run(bot.file, 'waiting for the homeserver')
    expect(lines).toContainEqual(
      expect.objectContaining({ step: 'login', reason: 'DEPTH_ZERO_SELF_SIGNED_CERT', address: server.url }),
    )
    const { code, output } = await runCommand(['doctor', '--config', bot.file])
    expect(output).toMatch(/cannot be reached \(.*DEPTH_ZERO_SELF_SIGNED_CERT\)\. .*homeserver\.caFile$/m)
    expect(code).toBe(1)
  })

  it('is waited with as long as the homeserver asks, and the log does not call it unreachable', async () => {
    await using server = await startFakeServer((_request, response) => {
      response.writeHead(429, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 309_649 }))
    })
    using bot = installation(server.url)
    const { code, lines, stopMs } = await run(bot.file, 'waiting for the homeserver')
    const wait = lines.find(({ msg }) => msg === 'waiting for the homeserver')
    expect(wait).toMatchObject({ step: 'login', kind: 'rate-limited', status: 429 })
    expect(wait?.['retryInMs']).toBeGreaterThanOrEqual(309_649)
    expect(code).toBe(0)
    expect(stopMs).toBeLessThan(3_000)
  })

  it('says that the clock is not the homeserver’s', async () => {
    await using server = await startFakeServer((_request, response) => {
      const yesterday = new Date(Date.now() - 86_400_000).toUTCString()
      response.writeHead(502, { 'content-type': 'text/html', date: yesterday }).end(badGateway)
    })
    using bot = installation(server.url)
    const { lines } = await run(bot.file, 'waiting for the homeserver')
    const told = lines.filter(({ msg }) => String(msg).includes("clock is not the homeserver's"))
    expect(told).toMatchObject([{ level: 'error' }])
    expect(Math.abs(Number(told[0]?.['offsetSeconds']) + 86_400)).toBeLessThan(60)
  })

  it('is stopped as quickly while a login hangs', async () => {
    const { promise: isAsked, resolve: asked } = Promise.withResolvers<undefined>()
    await using server = await startFakeServer(() => {
      asked(undefined)
    })
    using bot = installation(server.url)
    const child = spawn(process.execPath, ['src/main.ts', 'run', '--config', bot.file], { stdio: 'ignore' })
    await isAsked
    const stopped = performance.now()
    child.kill('SIGTERM')
    await once(child, 'exit')
    expect(child.exitCode).toBe(0)
    expect(performance.now() - stopped).toBeLessThan(3_000)
  })

  it.each([
    ['an unknown key', { naem: 'x' }, /naem: unknown key; did you mean name\?/],
    ['no knowledge', { knowledge: { directory: '/nowhere' } }, /knowledge can't be used/],
    ['a state directory that is none', { state: { directory: 'password' } }, /password is not a directory/],
  ])('ends with 78, which nobody starts again, with %s', async (_, further, message) => {
    using bot = installation('http://127.0.0.1:1', further)
    const { code, complaint } = await run(bot.file)
    expect(complaint).toMatch(message)
    expect(complaint).not.toMatch(/^ +at /m)
    expect(code).toBe(78)
  })

  it('ends with 78 at an address that is no homeserver, and on a port that is taken', async () => {
    const unknown = JSON.stringify({ errcode: 'M_UNRECOGNIZED' })
    await using server = await startFakeServer((_request, response) => {
      response.writeHead(404, { 'content-type': 'application/json' }).end(unknown)
    })
    using bot = installation(`${server.url}/below`)
    expect(await run(bot.file)).toMatchObject({
      code: 78,
      complaint: expect.stringContaining(
        'Set homeserver.url to the address of the client-server API',
      ) as string,
    })
    const { output } = await runCommand(['doctor', '--config', bot.file])
    expect(output).toMatch(/homeserver: what answers at .*\/below knows no .* without a path below it$/m)
    const port = Number(new URL(server.url).port)
    using other = installation(server.url, { monitoring: { port } })
    expect(await run(other.file)).toMatchObject({
      code: 78,
      complaint: expect.stringContaining(`monitoring can't listen on 127.0.0.1:${port}`) as string,
    })
  })
})

describe('doctor', { timeout: patience }, () => {
  it('asks nobody with --offline, and names version, port and missing folder', async () => {
    const requests: (string | undefined)[] = []
    await using server = await startFakeServer(({ url }, response) => {
      requests.push(url)
      response.end()
    })
    const port = Number(new URL(server.url).port)
    using bot = installation(server.url, { monitoring: { port }, state: { directory: 'none/state' } })
    const { code, output } = await runCommand(['doctor', '--offline', '--config', bot.file])
    expect(output).toContain(`program: Hinweisbot ${readVersion()} on Node.js v`)
    expect(output).toContain(`monitoring: 127.0.0.1:${port} can't be had (EADDRINUSE)`)
    expect(output).toMatch(/state directory: .*none\/state does not exist yet. The first start makes it/)
    expect({ code, requests }).toEqual({ code: 1, requests: [] })
  })

  it('uses up no login before the first start, and names rooms that nobody knows', async () => {
    const requests: string[] = []
    await using server = await startFakeServer(({ method, url = '' }, response) => {
      requests.push(`${method ?? ''} ${url}`)
      const found = { '/_matrix/client/versions': { versions: ['v1.11'] } }[url]
      const flows = { flows: [{ type: 'm.login.password' }] }
      const answer = found ?? (url.endsWith('/login') ? flows : undefined)
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(answer ?? { errcode: 'M_NOT_FOUND' }))
    })
    using bot = installation(server.url, { rooms: { helpdesk: ['#it:staff.test'] } })
    const { output } = await runCommand(['doctor', '--config', bot.file])
    expect(output).toContain('no session yet; the next start logs in with the password')
    expect(output).toContain('room #it:staff.test: the homeserver knows no such room')
    expect(output).toContain("clock: this machine's clock agrees with the homeserver's")
    expect(requests.filter((request) => request.startsWith('POST'))).toEqual([])
  })

  it('names a clock that is wrong', async () => {
    await using server = await startFakeServer((_request, response) => {
      const tomorrow = new Date(Date.now() + 86_400_000).toUTCString()
      response.writeHead(200, { 'content-type': 'application/json', date: tomorrow })
      response.end(JSON.stringify({ versions: ['v1.11'], flows: [] }))
    })
    using bot = installation(server.url)
    const { code, output } = await runCommand(['doctor', '--config', bot.file])
    expect(output).toMatch(/problem {2}clock: this machine's clock is 1440 minutes behind the homeserver's/)
    expect(code).toBe(1)
  })

  it('warns of pages that everybody can reach', async () => {
    using bot = installation('http://127.0.0.1:1', { monitoring: { host: '0.0.0.0', port: 0 } })
    const { output } = await runCommand(['doctor', '--offline', '--config', bot.file])
    expect(output).toMatch(
      /warning {2}monitoring: 0\.0\.0\.0 is more than this machine\. Its pages ask for no/,
    )
  })

  it('takes compiled code beside the state for no secret', async () => {
    using bot = installation('http://127.0.0.1:1')
    const cache = path.join(bot.path, 'state', 'compiled')
    mkdirSync(cache, { mode: 0o755 })
    const doctor = `"${process.execPath}" src/main.ts doctor --offline --config "${bot.file}"`
    const { output } = await shell(`NODE_COMPILE_CACHE="${cache}" ${doctor}`)
    expect(output).toMatch(/state directory: .* is closed to other users/)
  })

  it('names a folder that is missing for a secret that the first start makes', async () => {
    using bot = installation('http://127.0.0.1:1', { encryption: { passphraseFile: 'none/passphrase' } })
    const { code, output } = await runCommand(['doctor', '--offline', '--config', bot.file])
    expect(output).toMatch(
      /encryption: .*none\/passphrase cannot be written, as .*none can't be used \(ENOENT/,
    )
    expect(code).toBe(1)
    const { complaint } = await run(bot.file)
    expect(complaint).toMatch(/^.*none\/passphrase cannot be written, as .*\nMake that folder .*\n$/)
  })

  it('ends quietly when nobody reads on', async () => {
    using bot = installation('http://127.0.0.1:1')
    const { output } = await shell(
      `"${process.execPath}" src/main.ts doctor --config "${bot.file}" | head -n 1`,
    )
    expect(output).toMatch(/^✓ ok {7}program: .*\n$/)
  })

  it.skipIf(process.geteuid?.() === 0)('says that nobody may make the state directory there', async () => {
    using bot = installation('http://127.0.0.1:1', { state: { directory: '/proc/nothing/state' } })
    const { output } = await runCommand(['doctor', '--offline', '--config', bot.file])
    expect(output).toContain('and this user may not make it in /proc')
  })
})

describe('the program', { timeout: patience }, () => {
  it.each(['--version', '-V'])('tells its version: %s', async (option) => {
    expect(await runCommand([option])).toEqual({ code: 0, output: `${readVersion()}\n` })
  })

  it('says why a report cannot be written', async () => {
    using bot = installation('http://127.0.0.1:1')
    const { Database } = await import('../../src/storage/database.ts')
    Database.open(path.join(bot.path, 'state'))[Symbol.dispose]()
    const report = await runCommand(['report', '--config', bot.file, '--html', '/nowhere/report.html'])
    expect(report.output).toBe(
      '/nowhere/report.html cannot be written (ENOENT: there is no such file or folder)\nName a file in a folder that is there, and that you may write to.\n',
    )
    expect(report.code).toBe(1)
  })
})

async function shell(line: string) {
  const child = spawn('sh', ['-c', line], { stdio: ['ignore', 'pipe', 'pipe'] })
  const output = Promise.all([text(child.stdout), text(child.stderr)])
  await once(child, 'close')
  return { output: (await output).join('') }
}

it('leaves a port alone that it only tried', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  using bot = installation('http://127.0.0.1:1', { monitoring: { port } })
  const { output } = await runCommand(['doctor', '--offline', '--config', bot.file])
  expect(output).toContain(`monitoring: 127.0.0.1:${port} can be had`)
})
