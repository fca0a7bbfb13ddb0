import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { provisionSynapse, SynapseUnavailableError } from '../../../src/workshop/demo/python.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

describe('where Synapse cannot be had, the demo', () => {
  let directory: ReturnType<typeof temporaryDirectory>
  let searched: string | undefined

  beforeEach(() => {
    directory = temporaryDirectory()
    searched = process.env['PATH']
    process.env['PATH'] = path.join(directory.path, 'bin')
    mkdirSync(path.join(directory.path, 'bin'))
  })
  afterEach(() => {
    process.env['PATH'] = searched
    directory[Symbol.dispose]()
  })

  const provision = () => provisionSynapse({ cacheDirectory: path.join(directory.path, 'cache') })
  const fakePython = (script: string) => {
    writeFileSync(path.join(directory.path, 'bin', 'python3'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  }

  it('says that Python is missing', async () => {
    await expect(provision()).rejects.toThrow(/Python 3\.10 or newer.*python3 was not found/)
  })

  it('says that Python is too old', async () => {
    fakePython('echo 3 9')
    await expect(provision()).rejects.toThrow(/python3 is 3\.9/)
  })

  it('says that Python lacks venv', async () => {
    fakePython('exit 1')
    await expect(provision()).rejects.toThrow(/python3 has no venv with pip/)
  })

  it('says that the virtual environment cannot be created', async () => {
    fakePython('case "$1" in -c) echo 3 11;; *) echo "No space left on device" >&2; exit 1;; esac')
    const failure = provision()
    await expect(failure).rejects.toThrow(SynapseUnavailableError)
    await expect(failure).rejects.toThrow(/virtual environment/)
  })

  it('says that the package index cannot be reached', async () => {
    const interpreter = '#!/bin/sh\\necho "ERROR: No matching distribution found" >&2; exit 1\\n'
    fakePython(
      `case "$1" in -c) echo 3 11;; *) /bin/mkdir -p "$3/bin"; printf '${interpreter}' > "$3/bin/python"; /bin/chmod +x "$3/bin/python";; esac`,
    )
    await expect(provision()).rejects.toThrow(/installing Synapse .* failed \(ERROR: No matching/)
  })
})

describe('the demo', () => {
  it('explains its options', () => {
    const { stdout, status } = spawnSync(process.execPath, ['src/main.ts', 'demo', '--help'], {
      encoding: 'utf8',
    })
    expect(status).toBe(0)
    expect(stdout).toContain('--once')
  })
})
