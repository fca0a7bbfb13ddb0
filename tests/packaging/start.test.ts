import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { startLine } from '../support/start-script.ts'
import { fixtureFolder } from '../support/fixtures.ts'
import { writtenConfig } from '../support/written-config.ts'

/** Limits of memory, for the runtime and for the allocator below it. */
const boundsIn = (text: string) => new Set(text.match(/--max-[\w-]+=\d+|MALLOC_ARENA_MAX=\d+/g))

it.each(['Dockerfile', 'docs/deploy/hinweisbot.service'])('%s bounds memory as npm start does', (file) => {
  const bounds = boundsIn(startLine())
  expect(bounds.size).toBe(3)
  expect(boundsIn(readFileSync(file, 'utf8'))).toEqual(bounds)
})

it('npm start is ended by the signal that npm gives to its shell', async () => {
  using config = writtenConfig(
    JSON.stringify({
      homeserver: { url: 'http://127.0.0.1:1' },
      login: { userId: '@bot:staff.test' },
      knowledge: { directory: fixtureFolder('basic') },
    }),
  )
  const environment = { ...process.env, HINWEISBOT_CONFIG: config.file, HINWEISBOT_PASSWORD: 'geheim' }
  const shell = spawn('sh', ['-c', startLine()], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
  createInterface({ input: shell.stdout }).on('line', (line) => {
    if (line.includes('waiting for the homeserver')) shell.kill('SIGTERM')
  })
  await once(shell, 'exit')
  expect(shell.exitCode).toBe(0)
}, 60_000)
