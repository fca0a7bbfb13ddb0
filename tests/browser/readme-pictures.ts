import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { once } from 'node:events'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { provisionSynapse } from '../../src/workshop/demo/python.ts'
import { scenes } from '../../src/workshop/demo/scenes.ts'
import { setStage } from '../../src/workshop/demo/stage.ts'
import type { Login, Stage } from '../../src/workshop/demo/stage.ts'
import { botName } from '../../src/workshop/demo/transcript.ts'
import { launch } from './chromium.ts'

/**
 * Takes the README's pictures in a real client, on the demo's homeserver:
 * `node tests/browser/readme-pictures.ts <folder of a built Cinny>`, e.g. `dist` after `npm ci && npx vite build` in
 * https://github.com/cinnyapp/cinny at v4.2.2. They go to `docs/pictures`.
 */
const [clientFolder] = process.argv.slice(2)
if (clientFolder === undefined || !existsSync(path.join(clientFolder, 'index.html')))
  throw new Error('name the folder of a built Cinny')

const folder = path.join(import.meta.dirname, '../../docs/pictures')
const shots = {
  'helpdesk-light': { room: 'helpdesk', width: 900, height: 560, colorScheme: 'light' },
  'helpdesk-dark': { room: 'helpdesk', width: 900, height: 560, colorScheme: 'dark' },
  'mail-phone-light': { room: 'direct', width: 400, height: 800, colorScheme: 'light' },
  'mail-phone-dark': { room: 'direct', width: 400, height: 800, colorScheme: 'dark' },
} as const
type Shot = (typeof shots)[keyof typeof shots]

const types: Readonly<Record<string, string>> = {
  ...{ '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' },
  ...{ '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2' },
}

/** The client's files; every other path is one of its pages. */
async function serve(root: string): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const wanted = path.normalize(decodeURIComponent(pathname))
    // The client asks for some files relative to its page.
    const candidates = [wanted, path.basename(wanted)].filter((name) => path.extname(name) !== '')
    const file = candidates.map((name) => path.join(root, name)).find((name) => existsSync(name))
    readFile(file ?? path.join(root, 'index.html')).then(
      (content) => {
        const type = types[file === undefined ? '.html' : path.extname(file)] ?? 'application/octet-stream'
        response.writeHead(200, { 'Content-Type': type }).end(content)
      },
      () => response.writeHead(404).end(),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

/** A session of its own, stored as the client stores it. */
async function logIn(page: Page, clientUrl: string, homeserverUrl: string, { userId, password }: Login) {
  const identifier = { type: 'm.id.user', user: userId }
  const body = JSON.stringify({ type: 'm.login.password', identifier, password })
  const answer = await fetch(`${homeserverUrl}/_matrix/client/v3/login`, { method: 'POST', body })
  const session = (await answer.json()) as { access_token: string; device_id: string }
  await page.goto(`${clientUrl}/config.json`)
  await page.evaluate(
    (items) => {
      for (const [key, value] of Object.entries(items)) localStorage.setItem(key, value)
    },
    {
      cinny_access_token: session.access_token,
      cinny_device_id: session.device_id,
      cinny_user_id: userId,
      cinny_hs_base_url: homeserverUrl,
    },
  )
}

/** Plays the conversation of the pictures; resolves once the bot has answered. */
async function talk({ people, helpdeskRoom, directRooms, botUserId }: Stage): Promise<void> {
  const rooms = { room: helpdeskRoom, direct: directRooms.Anna }
  const mail = scenes.find(({ text }) => text.includes('Weitergeleitete Nachricht'))
  const said = [scenes[0], scenes[1], mail].flatMap((scene) => scene ?? [])
  for (const { person, place, text, expect } of said) {
    const speaker = place === 'direct' ? people.Anna : people[person]
    const asked = await speaker.say(rooms[place], text)
    if (expect.kind === 'silence') continue
    const isAnswer = (message: { sender: string; repliesTo: string | undefined }) =>
      message.sender === botUserId && message.repliesTo === asked
    if ((await speaker.waitFor(rooms[place], isAnswer, 30_000)) === undefined)
      throw new Error(`no answer to: ${text}`)
  }
}

async function take(browser: Browser, clientUrl: string, stage: Stage, login: Login): Promise<void> {
  const context = await browser.newContext({ locale: 'de-DE', deviceScaleFactor: 1 })
  const page = await context.newPage()
  await logIn(page, clientUrl, stage.homeserverUrl, login)
  await page.goto(`${clientUrl}/home/`)
  // From now on this session is given the keys of what is said.
  await page.getByText('IT-Helpdesk').first().waitFor({ timeout: 90_000 })
  await talk(stage)
  for (const [name, shot] of Object.entries(shots)) {
    await page.setViewportSize({ width: shot.width, height: shot.height })
    await page.emulateMedia({ colorScheme: shot.colorScheme })
    await page.goto(`${clientUrl}/home/${encodeURIComponent(roomOf(stage, shot))}/`)
    await page.getByText(botName).first().waitFor({ timeout: 30_000 })
    await page.getByRole('blockquote').last().waitFor({ timeout: 30_000 })
    await page.getByText('Connecting').first().waitFor({ state: 'hidden', timeout: 60_000 })
    const jump = page.getByText('Jump to Latest')
    if (await jump.isVisible()) await jump.click({ force: true, timeout: 5_000 }).catch(() => undefined)
    // Pictures and smooth scrolling.
    await page.waitForTimeout(2_000)
    await page.screenshot({ path: path.join(folder, `${name}.png`) })
  }
  await context.close()
}

const roomOf = ({ helpdeskRoom, directRooms }: Stage, { room }: Shot) =>
  room === 'helpdesk' ? helpdeskRoom : directRooms.Anna

await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
await using resources = new AsyncDisposableStack()
const onProgress = (step: string) => process.stderr.write(`${step}\n`)
const python = await provisionSynapse({ cacheDirectory: '.cache', onProgress })
const stage = resources.use(
  await setStage({
    ...{ python, onProgress, knowledgeDirectory: path.resolve('knowledge') },
    ...{ keptFile: path.resolve('.cache/pictures-knowledge'), signal: AbortSignal.timeout(600_000) },
  }),
)
const server = resources.adopt(await serve(clientFolder), (one) => {
  one.close()
  one.closeAllConnections()
})
const browser = resources.use(await launch())
const address = server.address()
const [anna] = stage.logins
if (anna === undefined || address === null || typeof address === 'string') throw new Error('nobody is there')
await take(browser, `http://127.0.0.1:${address.port}`, stage, anna)
