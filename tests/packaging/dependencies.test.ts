import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ name: z.string().optional(), hasInstallScript: z.boolean().optional() }),
  ),
})

/** Names of the packages from which the bot has loaded code when all its parts are in memory. */
function loadedPackages(): ReadonlySet<string> {
  const script = `
    import { createRequire } from 'node:module'
    await import('./src/app.ts')
    console.log(Object.keys(createRequire(import.meta.url).cache).join('\\n'))`
  const files = execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
    encoding: 'utf8',
  })
  const names = files.split('\n').map((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1])
  return new Set(names.filter((name) => name !== undefined))
}

describe('the packages that the bot runs with', () => {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))
  const loaded = loadedPackages()

  it('have undici in the place of the deprecated request', () => {
    expect(packages['node_modules/request']?.name).toBe('undici')
    for (const name of ['form-data', 'har-validator', 'aws-sign2']) {
      expect(packages, name).not.toHaveProperty([`node_modules/${name}`])
    }
  })

  it('load nothing that is known to be vulnerable', () => {
    expect(loaded).toContain('matrix-bot-sdk')
    for (const name of ['request-promise', 'request-promise-core', 'tough-cookie']) {
      expect(packages, name).toHaveProperty([`node_modules/${name}`])
      expect(loaded, name).not.toContain(name)
    }
  })
})
