import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadOrCreatePassphrase, readSecretFile } from '../../src/storage/secret-file.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

describe('a secret file', () => {
  it('is made once, for its owner alone', () => {
    using directory = temporaryDirectory()
    const file = path.join(directory.path, 'passphrase')
    const passphrase = loadOrCreatePassphrase(file)
    expect(loadOrCreatePassphrase(file)).toBe(passphrase)
    expect(readSecretFile(file)).toBe(passphrase)
  })

  it('is named with the reason if it cannot be written', () => {
    using directory = temporaryDirectory()
    const file = path.join(directory.path, 'none', 'passphrase')
    expect(() => loadOrCreatePassphrase(file)).toThrow(
      `${file} cannot be written, as ${path.dirname(file)} can't be used (ENOENT: there is no such file or folder)`,
    )
  })

  it('is named with the reason if it cannot be read', () => {
    using directory = temporaryDirectory()
    const folder = path.join(directory.path, 'folder')
    mkdirSync(folder, { mode: 0o700 })
    expect(() => readSecretFile(folder)).toThrow(`${folder} cannot be read (EISDIR: it is a directory)`)
    const file = path.join(directory.path, 'file')
    writeFileSync(file, 'x', { mode: 0o640 })
    expect(() => readSecretFile(file)).toThrow('open to other users of this machine (mode 0640)')
  })
})
