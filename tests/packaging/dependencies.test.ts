import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as v from '../../src/documents/valibot.ts'

const lockSchema = v.object({
  packages: v.record(
    v.string(),
    v.object({
      resolved: v.optional(v.string()),
      dev: v.optional(v.boolean()),
      hasInstallScript: v.optional(v.boolean()),
    }),
  ),
})

const overridesSchema = v.object({ overrides: v.record(v.string(), v.record(v.string(), v.string())) })

/** The output of Node.js when all of the bot's parts are loaded. */
function loadApp(): string {
  const script = `await import('./src/app/app.ts')`
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  return stderr
}

/** Packages that the SDK asks for in parts that the bot does not use. */
const replaced = [
  '@matrix-org/matrix-sdk-crypto-nodejs',
  'express',
  'html-to-text',
  'htmlencode',
  'lodash',
  'morgan',
  'postgres',
  'request',
  'request-promise',
  'sanitize-html',
]

describe('the packages that the bot runs with', () => {
  const { packages } = v.parse(lockSchema, JSON.parse(readFileSync('package-lock.json', 'utf8')))
  const production = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true)

  it.each(replaced)('have a package without content in the place of %s', (name) => {
    const installed = production.filter(([path]) => path.endsWith(`node_modules/${name}`))
    expect(installed).not.toEqual([])
    for (const [path, { resolved }] of installed) expect(resolved, path).toBe('src/matrix/client/absent')
  })

  it('can be installed by npm 9.2, which fails at overrides that name no version', () => {
    const { overrides } = v.parse(overridesSchema, JSON.parse(readFileSync('package.json', 'utf8')))
    const wanted = Object.values(overrides).flatMap((names) => Object.values(names))
    expect(wanted.length).toBe(replaced.length)
    for (const version of wanted) expect(version).toMatch(/^\d+\.\d+\.\d+$/)
  })

  it('have none that the SDK would bring along with known holes', () => {
    const names = new Set(production.map(([path]) => path.split('node_modules/').at(-1)))
    for (const name of ['tough-cookie', 'request-promise-core', 'form-data', 'har-validator', 'aws-sign2']) {
      expect(names).not.toContain(name)
    }
  })

  it('have nothing to run at their installation', () => {
    expect(production.filter(([, { hasInstallScript }]) => hasInstallScript === true)).toEqual([])
  })

  it('load without a warning', () => {
    expect(loadApp()).toBe('')
  })
})
