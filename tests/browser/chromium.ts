import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

const candidates = [
  ...(process.env['CHROMIUM'] === undefined ? [] : [process.env['CHROMIUM']]),
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The machine's own browser; nothing is downloaded. */
export const executable: string | undefined = candidates.find((file) => existsSync(file))

export const noBrowser = 'no Chromium found: install it, or name it in the variable CHROMIUM'

export const launch = (): Promise<Browser> =>
  chromium.launch({ ...(executable !== undefined && { executablePath: executable }) })

export interface Look {
  readonly width: number
  readonly colorScheme: 'light' | 'dark'
}

export const looks = {
  light: { width: 1200, colorScheme: 'light' },
  dark: { width: 1200, colorScheme: 'dark' },
  phone: { width: 360, colorScheme: 'light' },
  'phone-dark': { width: 360, colorScheme: 'dark' },
} as const satisfies Readonly<Record<string, Look>>

/** Opens a page file and notes everything that goes wrong in it. */
export async function open(browser: Browser, file: string, { width, colorScheme }: Look) {
  const context = await browser.newContext({
    ...{ colorScheme, offline: true, locale: 'de-DE' },
    viewport: { width, height: 800 },
    deviceScaleFactor: 1,
  })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text())
  })
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) problems.push(`asked for ${request.url()}`)
  })
  await page.goto(`file://${file}`)
  return { page, problems, [Symbol.asyncDispose]: () => context.close() }
}

/** Where pictures of the pages are kept to be looked at. */
export async function pictureFile(name: string): Promise<string> {
  const folder = path.join(import.meta.dirname, '../../.cache/pictures')
  await mkdir(folder, { recursive: true })
  return path.join(folder, `${name}.png`)
}
