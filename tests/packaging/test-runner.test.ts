import { spawnSync } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const script = 'tests/fresh-machine/test-runner.ts'

describe('the look at the test runner', () => {
  it('is silent where it is complete', () => {
    const { status, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
  })

  it('says what to do where npm has left out a part of it', () => {
    using directory = temporaryDirectory()
    const copy = path.join(directory.path, 'test-runner.ts')
    copyFileSync(script, copy)
    const { status, stderr } = spawnSync(process.execPath, [copy], { encoding: 'utf8' })
    expect(status).toBe(1)
    expect(stderr).toContain('Node.js is older than 20.19')
    expect(stderr).toContain('npx --yes --package=node@26 --package=npm@11 npm ci')
  })
})
