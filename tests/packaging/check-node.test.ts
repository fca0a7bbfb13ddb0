import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryDirectory } from '../support/temporary-directory.ts'

/** Runs what npm runs after the installation, with a Node.js that does as `script` says. */
function checkNode(script: string) {
  using directory = temporaryDirectory()
  writeFileSync(path.join(directory.path, 'node'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  const env = { PATH: `${directory.path}:/usr/bin:/bin` }
  const { status, stderr, stdout } = spawnSync('sh', ['src/cli/check-node.sh'], { encoding: 'utf8', env })
  return { status, output: stdout + stderr }
}

describe('the look at the installed Node.js', () => {
  it('says how to get the library that it lacks', () => {
    const loader =
      'node: error while loading shared libraries: libatomic.so.1: cannot open shared object file'
    const { status, output } = checkNode(`echo '${loader}' >&2; exit 127`)
    expect(status).toBe(1)
    expect(output).toContain(loader)
    expect(output).toContain('apt install libatomic1')
  })

  it('says nothing if it starts', () => {
    expect(checkNode('echo v26.10.0')).toEqual({ status: 0, output: '' })
  })
})
